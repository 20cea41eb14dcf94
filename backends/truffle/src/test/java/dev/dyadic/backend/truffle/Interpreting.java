// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Executable;
import java.util.List;

/** A process that prepares and runs two graphs and prints what comes out. */
final class Interpreting {

    private Interpreting() {}

    public static void main(String[] arguments) {
        Graph graph = QirParser.parse("twice", """
                graph @twice integer (%x: [N]xi32) {
                  %y = add(%x, %x) : [N]xi32
                  %z = int.clamp(%y) {lo=0, hi=100} : [N]xi32
                  return %z
                }
                """);
        List<Tensor> x = List.of(Tensor.ofLongs(Element.I32, new long[] {3}, -1, 20, 70));
        for (int program = 0; program < 2; program++) {
            var backend = new TruffleBackend(true, false);
            try (Executable executable = backend.prepare(graph)) {
                for (int run = 0; run < 2; run++) System.out.println(List.of(executable.run(x).getFirst().toLongs()[1]));
            }
            System.out.println(backend.summary());
        }
    }
}
