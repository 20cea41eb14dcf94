// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

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
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code run --profile} tells of every node, on every backend that can. */
class RunProfileTest {

    private static final String GRAPH = """
            graph @two typed (%x: [N]x4xf32) {
              %a = relu(%x) : [N]x4xf32
              %y = softmax(%a) {axis=-1} : [N]x4xf32
              return %y
            }
            """;

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach void writeFiles() throws IOException {
        Files.writeString(folder.resolve("two.qir"), GRAPH);
        SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("x", Tensor.of(new long[] {2, 4}, 1f, -2f, 3f, 4f, 5f, 6f, -7f, 8f));
        Npz.write(folder.resolve("x.npz"), arrays);
    }

    @Test void tellsTimeKernelAndBytesOfEachNode() {
        assertEquals(0, run("truffle", "--json"), err::toString);
        JsonNode nodes = JsonMapper.shared().readTree(out.toString()).path("profile");
        assertEquals(2, nodes.size());
        assertEquals("relu", nodes.path(0).path("op").asString());
        assertEquals("compiled", nodes.path(0).path("kernel").asString());
        assertEquals(64, nodes.path(0).path("bytes").asLong());
        assertTrue(nodes.path(1).path("nanoseconds").asLong() > 0, out.toString());
    }

    @Test void printsATable() {
        assertEquals(0, run("reference"), err::toString);
        assertTrue(out.toString().contains("softmax") && out.toString().contains("all 2 nodes"), out.toString());
    }

    private int run(String backend, String... options) {
        String[] words = new String[7 + options.length];
        System.arraycopy(new String[] {"run", path("two.qir"), "--inputs", path("x.npz"), "--backend", backend, "--profile"}, 0,
                words, 0, 7);
        System.arraycopy(options, 0, words, 7, options.length);
        return Main.run(new PrintWriter(out), new PrintWriter(err), words);
    }

    private String path(String file) {
        return folder.resolve(file).toString();
    }
}
