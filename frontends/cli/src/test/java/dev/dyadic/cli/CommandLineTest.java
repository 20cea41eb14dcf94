// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.ir.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line as a user meets it: what it prints, where, and with which exit code it ends. */
class CommandLineTest {

    private static final Path SHARED = Path.of(System.getProperty("dyadic.shared", "shared"), "data");

    private static final String HALVES = """
            graph @halves typed (%x: [N]x2xf32) {
              %h = constant() {value=f32(0.5)} : f32
              %y = mul(%x, %h) : [N]x2xf32
              return %y
            }
            """;

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach void writeProgram() throws IOException { Files.writeString(folder.resolve("halves.qir"), HALVES); }

    @Test void runsAndWritesOutputsUnderTheirNames() {
        Path data = data("x", Tensor.of(new long[] {1, 2}, 1f, 3f));
        assertEquals(0, dyadic("run", path("halves.qir"), "--inputs", data.toString(), "--outputs", path("out.npz")));
        assertArrayEquals(new float[] {0.5f, 1.5f}, Npz.read(folder.resolve("out.npz")).get("y").toFloats());
    }

    @Test void printsOneJsonObjectAndNothingElse() {
        Path data = data("x", Tensor.of(new long[] {1, 2}, 1f, 3f));
        assertEquals(0, dyadic("run", path("halves.qir"), "--inputs", data.toString(), "--json"));
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertEquals(1, json.path("runs").intValue());
    }

    @Test void refusesInputOfAnotherName() {
        Path data = data("z", Tensor.of(new long[] {1, 2}, 1f, 3f));
        assertEquals(1, dyadic("run", path("halves.qir"), "--inputs", data.toString()));
        assertTrue(err.toString().contains("has no array for the input x"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test void refusesInputOfAnotherElement() {
        Path data = data("x", Tensor.of(new long[] {1, 2}, 1L, 3L));
        assertEquals(1, dyadic("run", path("halves.qir"), "--inputs", data.toString()));
        assertTrue(err.toString().contains("x"), err.toString());
        assertTrue(err.toString().contains("i64") && err.toString().contains("f32"), err.toString());
    }

    @Test void refusesInputOfAnotherShape() {
        Path data = data("x", Tensor.of(new long[] {1, 3}, 1f, 3f, 4f));
        assertEquals(1, dyadic("run", path("halves.qir"), "--inputs", data.toString()));
        assertTrue(err.toString().contains("1x3"), err.toString());
    }

    @Test void namesAMissingFile() {
        assertEquals(1, dyadic("show", path("absent.onnx")));
        assertTrue(err.toString().contains("absent.onnx"), err.toString());
    }

    @Test void saysWhereTextIsWrong() throws IOException {
        Files.writeString(folder.resolve("bad.qir"), "graph @g raw (%x: 2xf32) {\n  %y = rleu(%x) : 2xf32\n  return %y\n}\n");
        assertEquals(4, dyadic("show", path("bad.qir")));
        assertTrue(err.toString().contains("bad.qir:2:8"), err.toString());
        assertTrue(err.toString().contains("relu"), err.toString());
    }

    @Test void refusesTruncatedModel() throws IOException {
        Files.write(folder.resolve("cut.onnx"), new byte[] {8, 7, 58, 100, 1, 2, 3});
        assertEquals(4, dyadic("show", path("cut.onnx")));
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test void suggestsThePassThatWasMeant() {
        assertEquals(2, dyadic("opt", path("halves.qir"), "--passes", "remove-daed"));
        assertTrue(err.toString().contains("remove-dead"), err.toString());
    }

    @Test void endsWithTwoWhereTheWordsAreWrong() {
        assertEquals(2, dyadic("run"));
        assertEquals(2, dyadic("rnu", "x"));
        assertEquals(2, dyadic("list", "pases"));
    }

    @Test void endsWithThreeWhereARecipeDoesNotCheck() throws IOException {
        Files.writeString(folder.resolve("bad.recipe"), "recipe \"x\"\nquantize liner weights i8\n");
        assertEquals(3, dyadic("check", path("bad.recipe")));
        assertTrue(err.toString().contains("bad.recipe:2:10"), err.toString());
    }

    @Test void endsWithThreeWhereARuleSelectsNothing() throws IOException {
        Files.writeString(folder.resolve("none.recipe"), "recipe \"x\"\nquantize convolution weights i8\n");
        assertEquals(3, dyadic("check", path("none.recipe"), path("halves.qir")));
        assertTrue(err.toString().contains("selects nothing"), err.toString());
    }

    @Test void showsWhatReadsBack() {
        assertEquals(0, dyadic("show", path("halves.qir")));
        assertEquals(HALVES, out.toString());
    }

    @Test void listsTheLanguageOfRecipesAsItsReadmeDoes() throws IOException {
        assertEquals(0, dyadic("list", "recipe", "--markdown"));
        String readme = Files.readString(Path.of(System.getProperty("dyadic.root"), "dsl", "README.md"));
        assertTrue(out.toString().length() > 500 && readme.contains(out.toString()), out.toString());
    }

    @Test void listsEveryPreset() {
        assertEquals(0, dyadic("list", "presets"));
        for (String preset : new String[] {"int8", "int8-dynamic", "w4a8"})
            assertTrue(out.toString().contains(preset + " "), preset);
    }

    @Test void listsTheFormatsThatNeedNoPlugin() {
        assertEquals(0, dyadic("list", "formats"));
        assertTrue(out.toString().contains("nf4 ") && out.toString().contains("e4m3 "), out.toString());
    }

    @Test void everyCommandHelps() {
        for (String command : new String[] {"compile", "check", "fmt", "explain", "run", "compare", "bench", "tune", "show",
            "opt",
            "conformance",
            "list", "doctor", "demo"}) {
            assertEquals(0, dyadic("help", command), command);
            assertEquals(0, dyadic(command, "--help"), command);
        }
        assertTrue(out.toString().contains("Usage: dyadic compile"), out.toString());
    }

    @Test void compilesToTheSameBytesEachTime() throws IOException {
        Path data = data("x", Tensor.of(new long[] {1, 2}, 1f, 3f));
        for (String program : new String[] {"a.dyx", "b.dyx"}) {
            assertEquals(0,
                    dyadic("compile", path("halves.qir"), "--recipe", "int8", "--calib", data.toString(), "-o", path(program)));
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.dyx")), Files.readAllBytes(folder.resolve("b.dyx")));
        assertEquals(0, dyadic("explain", path("a.dyx")));
        assertTrue(out.toString().contains("float ops: none"), out.toString());
    }

    @Test void refusesDamagedProgram() throws IOException {
        Path data = data("x", Tensor.of(new long[] {1, 2}, 1f, 3f));
        dyadic("compile", path("halves.qir"), "--recipe", "int8", "--calib", data.toString(), "-o", path("a.dyx"));
        byte[] bytes = Files.readAllBytes(folder.resolve("a.dyx"));
        bytes[80] ^= 1;
        Files.write(folder.resolve("bad.dyx"), bytes);
        int code = dyadic("run", path("bad.dyx"), "--inputs", data.toString());
        assertTrue(code == 1 || code == 4, "exit code " + code);
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test void missedExpectationSavesTheProgramAndEndsWithFive() {
        Path data = data("x", Tensor.of(new long[] {1, 2}, 1f, 3.1f));
        String[] words = {
            "compile", path("halves.qir"), "--recipe", "int8", "--calib", data.toString(), "--set", "expect sqnr >= 199", "-o",
            path("a.dyx")
        };
        assertEquals(5, dyadic(words));
        assertTrue(Files.exists(folder.resolve("a.dyx")));
    }

    @Test void tuneSaysWhereThereIsNothingToChoose() {
        assertEquals(0, dyadic("tune", path("halves.qir")), err::toString);
        assertTrue(out.toString().contains("No node of it multiplies codes"), out.toString());
    }

    @Test void explainNamesTheProductsThatKernelsDo() throws IOException {
        Files.writeString(folder.resolve("product.qir"), """
                graph @p integer (%x: [N]x4xi8, %z: i8) {
                  %w = constant() {value=4x1xi8(1, 2, 3, 4)} : 4x1xi8
                  %y = matmul-integer(%x, %w, %z, %z) : [N]x1xi32
                  return %y
                }
                """);
        assertEquals(0, dyadic("explain", path("product.qir"), "--json"), err::toString);
        JsonNode kernel = JsonMapper.shared().readTree(out.toString()).path("kernels").path("y");
        assertEquals("matmul-integer", kernel.path("job").asString());
        assertEquals(128, kernel.path("rows").asInt());
        assertEquals(4, kernel.path("depth").asInt());
    }

    @Test void doctorNamesTheProcessor() {
        assertEquals(0, dyadic("doctor"));
        assertTrue(out.toString().contains("processor") && out.toString().contains("vectors"), out.toString());
    }

    @Test void passesTheConformanceCases() {
        assumeTrue(Files.isDirectory(SHARED.resolve("onnx-node-tests")), "needs ../shared/data/onnx-node-tests");
        assertEquals(0, dyadic("conformance", SHARED.resolve("onnx-node-tests").toString(), "--json"), err.toString());
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertEquals(0, json.path("wrong").intValue());
        assertEquals(0, json.path("crashed").intValue());
        assertTrue(json.path("passed").intValue() >= 0.9 * json.path("cases").intValue(), out.toString());
    }

    @Test void integerProgramsKeepTheAnswersOfTheModel() {
        Path set = SHARED.resolve("mnist");
        assumeTrue(Files.isDirectory(set), "needs ../shared/data/mnist");
        assertEquals(0, dyadic("compile", set.toString(), "--recipe", "int8", "--calib", set.resolve("calib").toString(), "-o",
                path("m.dyx")));
        dyadic("run", path("m.dyx"), "--inputs", set.resolve("test").toString(), "--outputs", path("out"), "--limit", "100");
        int same = 0;
        for (int i = 0; i < 100; i++) {
            String name = String.format("%04d.npz", i);
            same += answer(folder.resolve("out").resolve(name)) == answer(set.resolve("expected").resolve(name)) ? 1 : 0;
        }
        assertTrue(same >= 99, same + " of 100 answers are the model's");
    }

    private static int answer(Path file) {
        float[] logits = Npz.read(file).firstEntry().getValue().toFloats();
        int best = 0;
        for (int i = 1; i < logits.length; i++) best = logits[i] > logits[best] ? i : best;
        return best;
    }

    private Path data(String name, Tensor tensor) {
        SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put(name, tensor);
        Path file = folder.resolve("data.npz");
        Npz.write(file, arrays);
        return file;
    }

    private String path(String name) { return folder.resolve(name).toString(); }

    private int dyadic(String... words) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
