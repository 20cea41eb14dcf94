// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Executable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The graphs that the page on the module times. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("dyadic.root"), "backends/truffle/examples");

    @ParameterizedTest
    @ValueSource(strings = {"chain.qir", "tables.qir"}) void runsAsOneLoopNestAndIsRight(String name) throws IOException {
        Graph graph = QirParser.parse(name, Files.readString(EXAMPLES.resolve(name)));
        try (Executable executable = new TruffleBackend(true, false).prepare(graph)) {
            for (int rows : new int[] {1, 2, 300, 1}) {
                List<Tensor> inputs = List.of(random(Element.I32, rows, 9), random(Element.I32, rows, 9),
                        random(Element.I8, rows, 25));
                assertEquals(Reference.run(graph, inputs), executable.run(inputs));
                assertEquals(1, executable.profile(inputs).size());
            }
        }
    }

    private static Tensor random(Element element, int rows, int unused) {
        var random = new SplittableRandom(rows);
        long[] values = new long[rows * 64];
        for (int i = 0; i < values.length; i++) values[i] = random.nextInt() >> unused - (element.equals(Element.I8) ? 1 : 0);
        return Tensor.ofLongs(element, new long[] {rows, 64}, values);
    }
}
