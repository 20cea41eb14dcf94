// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** Graphs as functions of the polyglot world. */
class PolyglotTest {

    private static final Path ROOT = Path.of(System.getProperty("dyadic.root"), "backends", "truffle");

    @Test void runsTheExampleOfTheReadme() {
        // README begins
        String source = """
                graph @double integer (%x: [N]xi32) {
                  %y = add(%x, %x) : [N]xi32
                  %z = int.clamp(%y) {lo=0, hi=100} : [N]xi32
                  return %z
                }
                """;
        try (Context context = Context.newBuilder("dyadic").allowHostAccess(HostAccess.ALL).build()) {
            Value doubled = context.eval("dyadic", source);
            int[] y = doubled.execute((Object) new int[] {-1, 20, 70}).as(int[].class);
            assertArrayEquals(new int[] {0, 40, 100}, y);
        }
        // README ends
    }

    @Test void readmeShowsThisExample() throws IOException {
        String test = Files.readString(ROOT.resolve("src/test/java/dev/dyadic/backend/truffle/PolyglotTest.java"));
        String example = test.substring(test.indexOf("// README begins\n") + 17, test.indexOf("        // README ends\n"));
        assertTrue(Files.readString(ROOT.resolve("README.md")).contains(example.indent(-8)));
    }

    @Test void partialEvaluationReachesTheChain() {
        assumeTrue(Host.compiles(), Host.advice());
        String source = """
                graph @chain integer (%x: [N]xi32) {
                  %y = add(%x, %x) : [N]xi32
                  %z = int.clamp(%y) {lo=0, hi=100} : [N]xi32
                  return %z
                }
                """;
        var log = new ByteArrayOutputStream();
        try (Context context = Context.newBuilder("dyadic")
                .allowExperimentalOptions(true)
                .allowHostAccess(HostAccess.ALL)
                .option("engine.TraceCompilation", "true")
                .option("engine.BackgroundCompilation", "false")
                .logHandler(log)
                .build()) {
            Value function = context.eval("dyadic", source);
            int[] x = new int[20000];
            Arrays.fill(x, 30);
            for (int i = 0; i < 20; i++) assertTrue(function.execute((Object) x).getArrayElement(i).asInt() == 60);
        }
        String text = log.toString(StandardCharsets.UTF_8);
        assertTrue(text.lines().anyMatch(line -> line.contains("opt done") && line.contains("add+int.clamp")), text);
    }
}
