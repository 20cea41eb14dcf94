// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {

    private static final Path SHARED = Path.of(System.getProperty("dyadic.shared", "shared"), "data");

    private static final String SUMS = """
            graph @sums typed (%%x: [rows]x64xf32, %%ids: [rows]xi64) {
              %%w = constant() {value=f32(0.5)} : f32
              %%a = mul(%%x, %%w) : [rows]x64xf32
              %%y = %s(%%a) : [rows]x64xf32
              return %%y, %%ids
            }
            """;

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach void writePrograms() throws IOException {
        Files.writeString(folder.resolve("relu.qir"), String.format(SUMS, "relu"));
        Files.writeString(folder.resolve("tanh.qir"), String.format(SUMS, "tanh"));
    }

    @Test void printsTimesAndRatioOfTwoPrograms() {
        assertEquals(0, bench("relu.qir", "--size", "rows=300", "--against", path("tanh.qir"), "--runs", "5", "--json"),
                err::toString);
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        double mine = json.path("median_ms").asDouble();
        double other = json.path("against").path("median_ms").asDouble();
        assertTrue(mine > 0 && other > 0, out.toString());
        assertEquals(mine / other, json.path("ratio").asDouble(), 1e-9);
        assertEquals(5, json.path("runs").asInt());
        assertEquals(2, json.path("quartiles_ms").size());
    }

    @Test void aBackendAloneIsTheSameProgramThere() {
        assertEquals(0, bench("relu.qir@reference", "--size", "rows=3", "--against", "reference", "--runs", "5", "--json"),
                err::toString);
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertEquals(json.path("program"), json.path("against").path("program"));
        assertEquals("reference", json.path("against").path("backend").asString());
    }

    @Test void tellsWhatEachNodeTakes() {
        assertEquals(0, bench("tanh.qir@reference", "--size", "rows=300", "--runs", "5", "--profile", "--json"), err::toString);
        JsonNode profile = JsonMapper.shared().readTree(out.toString()).path("profile");
        assertEquals(3, profile.size());
        assertEquals("tanh", profile.path(2).path("op").asString());
        assertTrue(profile.path(2).path("nanoseconds").asLong() > 0, out.toString());
    }

    @Test void namesTheSizesThatAreNotGiven() {
        assertEquals(2, bench("relu.qir"));
        assertTrue(err.toString().contains("--size rows=1"), err.toString());
    }

    @Test void refusesSizesNoInputHas() {
        assertEquals(2, bench("relu.qir", "--size", "rows=1,row=2"));
        assertTrue(err.toString().contains("Did you mean 'rows'"), err.toString());
    }

    @Test void refusesFewRuns() {
        assertEquals(2, bench("relu.qir", "--size", "rows=1", "--runs", "4"));
        assertTrue(err.toString().contains("at least 5"), err.toString());
    }

    @Test void soaks() {
        assertEquals(0, bench("tanh.qir", "--size", "rows=3", "--soak", "200", "--clients", "3", "--threads", "2", "--json"),
                err::toString);
        JsonNode marks = JsonMapper.shared().readTree(out.toString()).path("marks");
        assertEquals(10, marks.size());
        assertEquals(200, marks.path(9).path("runs").asInt());
        assertEquals(0, marks.path(9).path("mismatches").asInt());
        assertTrue(marks.path(9).path("heap").asLong() > 0, out.toString());
    }

    @Test void refusesNoThreads() {
        assertEquals(2, bench("relu.qir", "--size", "rows=1", "--threads", "0"));
        assertTrue(err.toString().contains("--threads"), err.toString());
    }

    @Test void saysThatABackendHasOneThread() {
        assertEquals(0, bench("relu.qir@reference", "--size", "rows=1", "--threads", "2", "--runs", "5"));
        assertTrue(err.toString().contains("reference runs on one thread"), err.toString());
    }

    @Test void timesAModelAgainstOnnxRuntime() {
        Path model = SHARED.resolve("mnist");
        assumeTrue(Files.isDirectory(model), "needs ../shared/data/mnist");
        assertEquals(0,
                Main.run(new PrintWriter(out, true), new PrintWriter(err, true), "bench", model.toString(), "--warm-up", "0",
                        "--against", "onnxruntime", "--threads", "2", "--runs", "5", "--json"),
                err::toString);
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertEquals("onnxruntime", json.path("against").path("backend").asString());
        assertEquals("onnxruntime{threads=2, exact=false, optimize=true}", json.path("against").path("options").asString());
        assertEquals(2, json.path("against").path("threads").asInt());
    }

    @Test void timesAProgramAgainstAnotherModelInOnnxRuntime() {
        Path model = SHARED.resolve("mnist");
        assumeTrue(Files.isDirectory(model), "needs ../shared/data/mnist");
        assertEquals(0,
                Main.run(new PrintWriter(out, true), new PrintWriter(err, true), "bench", model.toString(), "--warm-up", "0",
                        "--backend", "reference", "--against", model.resolve("model.onnx") + "@onnxruntime", "--runs", "5",
                        "--json"),
                err::toString);
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertEquals("reference", json.path("backend").asString());
        assertEquals("onnxruntime", json.path("against").path("backend").asString());
        double ratio = json.path("median_ms").asDouble() / json.path("against").path("median_ms").asDouble();
        assertEquals(ratio, json.path("ratio").asDouble(), 1e-9);
    }

    private String path(String name) { return folder.resolve(name).toString(); }

    private int bench(String program, String... words) {
        String[] all = new String[words.length + 4];
        all[0] = "bench";
        all[1] = path(program);
        all[2] = "--warm-up";
        all[3] = "0.2";
        System.arraycopy(words, 0, all, 4, words.length);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }
}
