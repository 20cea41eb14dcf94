// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dyadic.backend.simd.emit.JavaProject;
import dev.dyadic.backend.simd.emit.RunnableJar;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.plugin.Executable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Emitted programs, run as their users would: in a process of their own, with nothing but Java. */
class EmissionTest {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir Path folder;

    @Test void theJarGivesTheSameBytes() throws Exception {
        Path jar = folder.resolve("my model.jar");
        new RunnableJar().write(EmittedGraph.of("codes"), jar);
        samebytes(jar);
    }

    @Test void theJarRunsOnPlainLoops() throws Exception {
        Path jar = folder.resolve("codes.jar");
        new RunnableJar().write(EmittedGraph.of("codes"), jar);
        Path in = folder.resolve("in.npz");
        Npz.write(in, EmittedGraph.inputs(4));
        Path out = folder.resolve("out.npz");
        run(folder, JAVA, "-Ddyadic.simd.bits=0", "-jar", jar.toString(), "--inputs", in.toString(), "--outputs", out.toString());
        assertEquals(expected(4), Npz.read(out));
    }

    @Test void theJarSaysWhatIsWrongWithInputs() throws Exception {
        Path jar = folder.resolve("codes.jar");
        new RunnableJar().write(EmittedGraph.of("codes"), jar);
        Path in = folder.resolve("in.npz");
        SequencedMap<String, Tensor> arrays = EmittedGraph.inputs(4);
        arrays.put("r", Tensor.of(new long[] {5, 3}, new float[15]));
        Npz.write(in, arrays);
        String said = said(1, folder, JAVA, "-jar", jar.toString(), "--inputs", in.toString());
        assertTrue(said.contains("the input r is rowsx3xf32, but was given 5x3xf32"), said);
        assertTrue(said(2, folder, JAVA, "-jar", jar.toString(), "--inputs").contains("--inputs DATA"));
    }

    @Test void equalGraphsGiveEqualJars() throws IOException {
        Path first = folder.resolve("a").resolve("m.jar");
        Path second = folder.resolve("b").resolve("m.jar");
        for (Path jar : List.of(first, second)) {
            Files.createDirectories(jar.getParent());
            new RunnableJar().write(EmittedGraph.of("codes"), jar);
        }
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test void refusesWhatOnlyTheReferenceComputes() {
        Graph graph = QirParser.parse("test", """
                graph @sorted typed (%x: 4xf32) {
                  %k = constant() {value=1xi64(2)} : 1xi64
                  %v, %i = top-k(%x, %k) {axis=0, largest=true, sorted=true} : 2xf32, 2xi64
                  return %v
                }
                """);
        for (String name : List.of("m.jar", "m")) {
            Path target = folder.resolve(name);
            var refused = assertThrows(DyadicException.class, () -> {
                if (name.endsWith(".jar")) new RunnableJar().write(graph, target);
                else new JavaProject().write(graph, target);
            });
            assertTrue(refused.getMessage().contains("%v (top-k)"), refused::getMessage);
            assertTrue(Files.notExists(target));
        }
    }

    @Test void refusesOtherNames() {
        var refused = assertThrows(DyadicException.class,
                () -> new RunnableJar().write(EmittedGraph.of("codes"), folder.resolve("m.zip")));
        assertTrue(refused.getMessage().contains("OUT.jar"), refused::getMessage);
    }

    /** Needs Maven, and its plugins at hand or a network to get them by. */
    @Test void theProjectBuildsByItself() throws Exception {
        assumeTrue(Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "mvn"))), "needs Maven on the PATH");
        Path project = folder.resolve("my model");
        new JavaProject().write(EmittedGraph.of("weird */ \" name"), project);
        var words = new ProcessBuilder("mvn", "-q", "-B", "package").directory(project.toFile());
        words.environment().putIfAbsent("JAVA25_HOME", System.getProperty("java.home"));
        words.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        Path log = folder.resolve("log");
        Process maven = words.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertTrue(maven.waitFor(5, TimeUnit.MINUTES), "Maven takes more than 5 minutes");
        String said = Files.readString(log);
        assumeTrue(maven.exitValue() == 0 || !said.contains("resolved"), "Maven cannot get its plugins: " + said);
        assertEquals(0, maven.exitValue(), said);
        samebytes(project.resolve("target/my-model-1.0.jar"));
    }

    private void samebytes(Path jar) throws Exception {
        Path in = Files.createDirectories(folder.resolve("in"));
        Path out = folder.resolve("out");
        for (int rows : List.of(1, 7, 0, 3)) Npz.write(in.resolve(rows + ".npz"), EmittedGraph.inputs(rows));
        run(folder, JAVA, "-jar", jar.toString(), "--inputs", in.toString(), "--outputs", out.toString(), "--threads", "2");
        for (int rows : List.of(1, 7, 0, 3)) {
            Path own = folder.resolve("own.npz");
            Npz.write(own, expected(rows));
            assertArrayEquals(Files.readAllBytes(own), Files.readAllBytes(out.resolve(rows + ".npz")));
        }
    }

    private static SequencedMap<String, Tensor> expected(int rows) {
        SequencedMap<String, Tensor> results = new LinkedHashMap<>();
        try (Executable executable = new Simd(1).prepare(EmittedGraph.of("codes"))) {
            List<Tensor> outputs = executable.run(new ArrayList<>(EmittedGraph.inputs(rows).values()));
            for (int i = 0; i < outputs.size(); i++) results.put(executable.outputs().get(i).name(), outputs.get(i));
        }
        return results;
    }

    private static void run(Path folder, String... words) throws Exception {
        said(0, folder, words);
    }

    private static String said(int code, Path folder, String... words) throws Exception {
        Path log = Files.createTempFile(folder, "said", ".log");
        Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "takes more than 2 minutes");
        assertEquals(code, process.exitValue(), Files.readString(log));
        return Files.readString(log);
    }
}
