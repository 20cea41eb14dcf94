// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.ir.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipes with weights of few bits give the bytes of the reference, with kernels of plug-ins and, as a jar, without. */
class FewBitsTest {

    private static final int DEPTH = 70;
    private static final int HIDDEN = 40;
    private static final int COLUMNS = 9;

    @TempDir Path folder;

    private final StringWriter err = new StringWriter();
    private final Random random = new Random(5);

    @ParameterizedTest
    @ValueSource(strings = {"i2{group=32}", "i2", "i3{group=32}", "i3{group=16}", "i4{group=8}", "i6{group=32}", "ternary",
        "binary"}) void areWhatTheReferenceSays(String weights) throws Exception {
        Path model = folder.resolve("model.qir");
        Files.writeString(model, "graph @m typed (%x: [N]x" + DEPTH + "xf32) {\n" + layer("a", "x", DEPTH, HIDDEN)
                + "  %r = relu(%a) : [N]x" + HIDDEN + "xf32\n" + layer("y", "r", HIDDEN, COLUMNS) + "  return %y\n}\n");
        Path recipe = folder.resolve("few.recipe");
        Files.writeString(recipe, "recipe \"few bits\"\n\nquantize linear weights " + weights
                + " activations i8{dynamic=true}\nlower integer\n");
        Path program = folder.resolve("program.dyx");
        Path jar = folder.resolve("program.jar");
        dyadic("compile", model.toString(), "--recipe", recipe.toString(), "-o", program.toString());
        dyadic("compile", model.toString(), "--recipe", recipe.toString(), "--emit", "jar", "-o", jar.toString());
        for (int rows : new int[] {1, 5}) {
            Path inputs = folder.resolve("in.npz");
            SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
            arrays.put("x", Tensor.of(new long[] {rows, DEPTH}, floats(rows * DEPTH)));
            Npz.write(inputs, arrays);
            byte[] expected = outputs(program, inputs, "reference");
            assertArrayEquals(expected, outputs(program, inputs, "simd"));
            assertArrayEquals(expected, outputs(jar, inputs));
        }
    }

    private String layer(String name, String in, int depth, int columns) {
        var values = new StringBuilder();
        for (float each : floats(depth * columns)) values.append(values.isEmpty() ? "" : ", ").append(each);
        String size = depth + "x" + columns + "xf32";
        return "  %w" + name + " = constant() {value=" + size + "(" + values + ")} : " + size + "\n  %" + name + " = matmul(%"
                + in
                + ", %w" + name + ") : [N]x" + columns + "xf32\n";
    }

    private float[] floats(int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) floats[i] = (float) random.nextGaussian();
        return floats;
    }

    private byte[] outputs(Path program, Path inputs, String backend) throws IOException {
        Path out = folder.resolve("out.npz");
        dyadic("run", program.toString(), "--backend", backend, "--inputs", inputs.toString(), "--outputs", out.toString());
        return Files.readAllBytes(out);
    }

    private byte[] outputs(Path jar, Path inputs) throws IOException, InterruptedException {
        Path out = folder.resolve("jar-out.npz");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-jar", jar.toString(), "--inputs", inputs.toString(), "--outputs", out.toString())
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
        return Files.readAllBytes(out);
    }

    private void dyadic(String... words) {
        assertEquals(0, Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), words), err::toString);
    }
}
