// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.backend.simd.generate.Plan;
import dev.dyadic.backend.simd.keep.HashedFile;
import dev.dyadic.backend.simd.keep.Kept;
import dev.dyadic.backend.simd.keep.ProgramCache;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.program.Program;
import dev.dyadic.plugin.program.ProgramFiles;
import dev.dyadic.plugin.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {

    private static final Registry REGISTRY = Registry.of(new SimdPlugin());

    @TempDir Path folder;

    private Path program;
    private ProgramCache cache;

    @BeforeEach void thereIsAProgram() {
        program = folder.resolve("model.dyx");
        ProgramFiles.write(program, new Program(EmittedGraph.of("codes"), "{}"));
        cache = new ProgramCache(folder.resolve("programs"), "1");
    }

    @Test void givesTheSameOutputs() {
        List<Tensor> made = outputs();
        assertTrue(isKept());
        assertEquals(made, outputs());
        try (Executable expected = new Simd(1).prepare(EmittedGraph.of("codes"), REGISTRY)) {
            assertEquals(expected.run(List.copyOf(EmittedGraph.inputs(4).values())), made);
        }
    }

    @Test void tellsInputsOutputsAndStepsAsBefore() {
        List<Tensor> inputs = List.copyOf(EmittedGraph.inputs(4).values());
        try (Executable made = load(); Executable kept = load()) {
            assertEquals(made.inputs(), kept.inputs());
            assertEquals(made.outputs(), kept.outputs());
            assertEquals(made.profile(inputs).stream().map(time -> time.node() + time.macs()).toList(),
                    kept.profile(inputs).stream().map(time -> time.node() + time.macs()).toList());
        }
    }

    @Test void keepsWeightsOnlyWhereTheyLieInTheFile() throws IOException {
        int weights = 1 << 16;
        var to = new Builder("large");
        Value x = to.input("x", Type.of(Element.F32, weights));
        float[] w = new float[weights];
        for (int i = 0; i < weights; i++) w[i] = i;
        Value y = to.emit("y", new Add(), x, to.constant("w", Tensor.of(new long[] {weights}, w)));
        ProgramFiles.write(program, new Program(to.build(Stage.TYPED, List.of(y)), "{}"));
        for (int i = 0; i < 2; i++) {
            try (Executable executable = load()) {
                assertEquals(Tensor.of(new long[] {weights}, w),
                        executable.run(List.of(Tensor.of(new long[] {weights}, new float[weights]))).getFirst());
            }
        }
        assertTrue(Files.size(kept()) < weights, () -> "takes more than the weights' places: " + kept());
    }

    @Test void keepsNoWeightsThatLieElsewhere() {
        float[] many = new float[1 << 24];
        var kept = new Kept(new Plan("many", List.of(), List.of(), List.of(), List.of(), List.of(), List.of()), List.of(many),
                List.of());
        cache.keep(HashedFile.of(program), EmittedGraph.of("codes"), kept);
        assertFalse(isKept());
    }

    @Test void makesAnewWhatIsDamaged() throws IOException {
        List<Tensor> made = outputs();
        byte[] whole = Files.readAllBytes(kept());
        for (int at = 0; at < whole.length; at += 97) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(kept(), damaged);
            assertFalse(isKept(), "byte " + at);
        }
        for (int length : new int[] {0, 3, 8, 80, whole.length - 1}) {
            Files.write(kept(), Arrays.copyOf(whole, length));
            assertFalse(isKept(), length + " bytes");
        }
        assertEquals(made, outputs());
        assertTrue(isKept());
    }

    /** Its end is the same, so it is looked for under the same name. */
    @Test void isNotUsedForAnotherProgram() throws IOException {
        outputs();
        byte[] bytes = Files.readAllBytes(program);
        byte[] longer = new byte[bytes.length + 4096];
        System.arraycopy(bytes, 0, longer, 4096, bytes.length);
        Files.write(program, longer);
        assertFalse(isKept());
    }

    @Test void isNotUsedByOtherVersions() {
        outputs();
        cache = new ProgramCache(folder.resolve("programs"), "2");
        assertFalse(isKept());
    }

    @Test void isNotUsedWhereOthersCanWrite() throws IOException {
        List<Tensor> made = outputs();
        Files.setPosixFilePermissions(folder.resolve("programs"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertFalse(isKept());
        assertEquals(made, outputs());
    }

    private boolean isKept() {
        return cache.find(HashedFile.of(program)).isPresent();
    }

    private Executable load() {
        return new Simd(1).load(program, REGISTRY, cache);
    }

    private List<Tensor> outputs() {
        try (Executable executable = load()) {
            return executable.run(List.copyOf(EmittedGraph.inputs(4).values()));
        }
    }

    private Path kept() {
        try (Stream<Path> files = Files.list(folder.resolve("programs"))) {
            return files.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
