// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Mutations;
import dev.dyadic.ir.op.Mnemonics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DamagedTextTest {

    @Test void isReadOrRefusedWithAMessage() {
        Graph graph = new RandomGraphs(1).graph(List.copyOf(Mnemonics.all().values()));
        Printed printed = QirPrinter.print(graph);
        Weights weights = Weights.of(printed.weights());
        Mutations.survive(printed.text().getBytes(StandardCharsets.UTF_8), 1, bytes -> {
            Graph read = QirParser.parse("a.qir", new String(bytes, StandardCharsets.UTF_8), weights, QirParser.CORE_OPS);
            assertEquals(read, QirParser.parse("a.qir", QirPrinter.inlined(read)));
        });
    }
}
