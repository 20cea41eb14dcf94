// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.ir.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What compile measures, and what it says about goals. */
class MeasuringTest {

    /** A product that gives fewer numbers than it takes. */
    private static final String NARROW = """
            graph @narrow typed (%x: [N]x3xf32) {
              %w = constant() {value=3x2xf32(0.5, -0.25, 0.125, 1, 0.75, 0.3)} : 3x2xf32
              %y = matmul(%x, %w) : [N]x2xf32
              %z = tanh(%y) : [N]x2xf32
              return %z
            }
            """;

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach void writeModelAndData() throws IOException {
        Files.writeString(folder.resolve("narrow.qir"), NARROW);
        Files.createDirectories(folder.resolve("calib"));
        for (int run = 0; run < 5; run++) {
            SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
            arrays.put("x", Tensor.of(new long[] {2, 3}, 1f + run, -2f, 0.3f, 4.7f, 0.1f * run, -1f));
            Npz.write(folder.resolve("calib").resolve(run + ".npz"), arrays);
        }
    }

    @Test void measuresDataThatIsQuantizedAtRunTime() {
        assertEquals(0, compile("int8-dynamic", "--calib", path("calib"), "--json"), err.toString());
        JsonNode layer = JsonMapper.shared().readTree(out.toString()).path("layers").path(0);
        assertEquals("y", layer.path("name").asString());
        assertEquals("i8 at run time", layer.path("data").asString());
        assertTrue(layer.path("integer").asBoolean(), layer.toString());
        for (String figure : new String[] {"data_sqnr", "weights_sqnr", "result_sqnr"}) {
            double decibels = layer.path(figure).asDouble();
            assertTrue(decibels > 30 && decibels < 70, figure + " is " + decibels);
        }
    }

    @Test void measuresStaticData() {
        assertEquals(0, compile("int8", "--calib", path("calib"), "--json"), err.toString());
        JsonNode layer = JsonMapper.shared().readTree(out.toString()).path("layers").path(0);
        assertTrue(layer.path("range").asString().contains("min-max"), layer.toString());
        assertEquals("i8{axis=0, zero=none}", layer.path("weights").asString());
        assertTrue(layer.path("rules").path(0).asString().startsWith("preset int8:"), layer.toString());
        assertTrue(layer.path("data_sqnr").asDouble() > 30, layer.toString());
    }

    @Test void measuresSumsAndJoinedValuesByWhatTheirCodesStandFor() throws IOException {
        Files.writeString(folder.resolve("narrow.qir"), """
                graph @joined typed (%x: [N]x3xf32) {
                  %w = constant() {value=3x2xf32(0.5, -0.25, 0.125, 1, 0.75, 0.3)} : 3x2xf32
                  %v = constant() {value=3x2xf32(0.25, 1, -0.5, 0.3, 0.1, -0.75)} : 3x2xf32
                  %y = matmul(%x, %w) : [N]x2xf32
                  %z = matmul(%x, %v) : [N]x2xf32
                  %sum = add(%y, %z) : [N]x2xf32
                  %all = concat(%sum, %y) {axis=1} : [N]x4xf32
                  return %all
                }
                """);
        assertEquals(0, compile("int8", "--calib", path("calib"), "--json"), err.toString());
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertEquals(0, json.path("float_ops").size(), json.path("float_ops").toString());
        assertEquals(5, json.path("values").size(), json.path("values").toString());
        for (JsonNode value : json.path("values")) assertTrue(value.path("cumulative_sqnr").asDouble() > 30, value.toString());
    }

    @Test void tablesOfRowsAreLayersToo() throws IOException {
        Files.writeString(folder.resolve("narrow.qir"), """
                graph @rows typed (%x: [L]xi64) {
                  %w = constant() {value=3x4xf32(1, -2, 7, 4, -7, 6, 0, 1, 3, 3, -3, 2)} : 3x4xf32
                  %y = gather(%w, %x) {axis=0} : [L]x4xf32
                  return %y
                }
                """);
        Npz.write(folder.resolve("ids.npz"), new LinkedHashMap<>(Map.of("x", Tensor.of(new long[] {3}, 2L, 0L, 2L))));
        Files.writeString(folder.resolve("rows.recipe"), "quantize embedding weights i8\nlower integer\n");
        assertEquals(0, compile(path("rows.recipe"), "--calib", path("ids.npz"), "--json"), err.toString());
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        JsonNode layer = json.path("layers").path(0);
        assertEquals("gather", layer.path("op").asString());
        assertTrue(layer.path("integer").asBoolean(), layer.toString());
        assertEquals(12 + 4 + 1, layer.path("bytes").asInt());
        assertTrue(layer.path("weights_sqnr").asDouble() > 40, layer.toString());
        assertEquals(0, json.path("float_ops").size(), json.path("float_ops").toString());
    }

    @Test void countsFloatOpsWithoutData() {
        assertEquals(5, compile("int8-dynamic", "--set", "expect float-ops <= 0"), err.toString());
        assertTrue(err.toString().contains("found "), err.toString());
    }

    @Test void doesNotPassOverGoalsThatNeedData() {
        assertEquals(5, compile("int8-dynamic", "--set", "expect sqnr >= 1"), err.toString());
        assertTrue(err.toString().contains("cannot be measured without data"), err.toString());
    }

    @Test void goalsLookAtAllRuns() {
        assertEquals(0, compile("int8-dynamic", "--calib", path("calib"), "--set", "expect sqnr >= 20", "--json"),
                err.toString());
        assertEquals(5, JsonMapper.shared().readTree(out.toString()).path("outputs").path("runs").asInt());
    }

    @Test void measuresAsManyRunsAsAskedFor() {
        assertEquals(0, compile("int8-dynamic", "--calib", path("calib"), "--measure", "2", "--json"), err.toString());
        assertEquals(2, JsonMapper.shared().readTree(out.toString()).path("outputs").path("runs").asInt());
    }

    @Test void threadsChangeNoByte() throws IOException {
        assertEquals(0, compile("int8", "--calib", path("calib"), "--threads", "1"));
        byte[] one = Files.readAllBytes(folder.resolve("p.dyx"));
        assertEquals(0, compile("int8", "--calib", path("calib"), "--threads", "2"));
        assertArrayEquals(one, Files.readAllBytes(folder.resolve("p.dyx")));
    }

    @Test void reportsWhatOutputsLoseByEachLayerAndKeepsTheProgramAsItWouldBe() throws IOException {
        assertEquals(0, compile("int8", "--calib", path("calib")));
        byte[] plain = Files.readAllBytes(folder.resolve("p.dyx"));
        assertEquals(0, compile("int8", "--calib", path("calib"), "--report", path("p.json")), err.toString());
        assertArrayEquals(plain, Files.readAllBytes(folder.resolve("p.dyx")));
        JsonNode layer = JsonMapper.shared().readTree(folder.resolve("p.json")).path("layers").path(0);
        double alone = layer.path("sensitivity").asDouble();
        assertTrue(alone > 30 && alone < 70, "sensitivity is " + alone);
    }

    @Test void explainsWhichRuleHitANode() {
        assertEquals(0, compile("int8-dynamic", "--calib", path("calib")));
        assertEquals(0, Main.run(new PrintWriter(out, true), new PrintWriter(err, true), "explain", path("p.dyx"), "y"),
                err.toString());
        assertTrue(out.toString().contains("rule: quantize linear"), out.toString());
    }

    @Test void explainsWhatBecameOfAValueOfTheModel() {
        assertEquals(0, compile("int8", "--calib", path("calib")));
        assertEquals(0, Main.run(new PrintWriter(out, true), new PrintWriter(err, true), "explain", path("p.dyx"), "y"),
                err.toString());
        assertTrue(out.toString().contains("%y.codes") && out.toString().contains("range by min-max"), out.toString());
    }

    private int compile(String recipe, String... more) {
        String[] words = new String[more.length + 6];
        String[] first = {"compile", path("narrow.qir"), "--recipe", recipe, "-o", path("p.dyx")};
        System.arraycopy(first, 0, words, 0, first.length);
        System.arraycopy(more, 0, words, first.length, more.length);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    private String path(String name) { return folder.resolve(name).toString(); }
}
