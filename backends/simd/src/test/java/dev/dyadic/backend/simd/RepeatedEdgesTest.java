// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import dev.dyadic.plugin.compare.SampleInputs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pads of what is there already are moves in generated code, however values lie in memory. */
class RepeatedEdgesTest {

    private static final List<String> MODES = List.of("reflect", "edge", "wrap");

    @Test void imagesArePadded() {
        for (String mode : MODES) {
            for (String element : List.of("f32", "u8", "f16")) {
                Graph graph = QirParser.parse("pad.qir", """
                        graph @pad typed (%%x: [B]x3x[H]x5x%1$s) {
                          %%pads = constant() {value=8xi64(0, 0, 1, 2, 0, 0, 3, 4)} : 8xi64
                          %%zero = constant() {value=%1$s(0)} : %1$s
                          %%y = pad(%%x, %%pads, %%zero) {mode=%2$s} : [B]x3x[H+4]x11x%1$s
                          return %%y
                        }
                        """.formatted(element, mode));
                for (long height : new long[] {1, 2, 9}) holds(graph, Map.of("B", 2L, "H", height));
            }
        }
    }

    @Test void channelsLastArePaddedAsTheyLie() {
        for (String mode : MODES) {
            holds(QirParser.parse("last.qir", """
                    graph @last typed (%%i: 2x4x5x6xf32) {
                      %%x = transpose(%%i) {permutation=[0, 3, 1, 2]} : 2x6x4x5xf32
                      %%pads = constant() {value=2xi64(3, 2)} : 2xi64
                      %%axis = constant() {value=1xi64(-1)} : 1xi64
                      %%zero = constant() {value=f32(0)} : f32
                      %%y = pad(%%x, %%pads, %%zero, %%axis) {mode=%s} : 2x6x4x10xf32
                      %%z = transpose(%%y) {permutation=[0, 2, 3, 1]} : 2x4x10x6xf32
                      return %%z
                    }
                    """.formatted(mode)), Map.of());
        }
    }

    private static void holds(Graph graph, Map<String, Long> sizes) {
        List<Tensor> inputs = SampleInputs.of(graph.inputs(), sizes, 7).orElseThrow();
        try (Executable program = new Simd(2).prepare(graph)) {
            assertEquals(Reference.run(graph, inputs), program.run(inputs), graph::toString);
            List<String> steps = program.profile(inputs).stream().map(NodeTime::op).toList();
            assertEquals(List.of("neighbours", "pad"), steps);
        }
    }
}
