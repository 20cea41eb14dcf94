// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import dev.dyadic.plugin.compare.Comparison;
import dev.dyadic.plugin.compare.Level;
import dev.dyadic.plugin.compare.SampleInputs;
import dev.dyadic.plugin.registry.Registry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is f16 or bf16 runs in generated code, and gives what the reference gives. */
class HalvesTest {

    private static final Registry REGISTRY = Registry.load(List.of());

    @ParameterizedTest
    @ValueSource(strings = {"f16", "bf16"}) void networksAreNotLeftToTheReference(String element) {
        Graph graph = QirParser.parse("halves.qir", """
                graph @net typed (%x: 1x2x[H]x7xf16) {
                  %w = constant() {value=4x2x1x1xf16(0.3, -1.7, 0.9, 2.3, -0.01, 0.7, 1.1, -3.3)} : 4x2x1x1xf16
                  %b = constant() {value=4xf16(0.1, 0.2, 0.3, 0.4)} : 4xf16
                  %half = constant() {value=f16(0.7)} : f16
                  %c = conv(%x, %w, %b) {strides=[1, 1], pads=[0, 0, 0, 0], dilations=[1, 1], group=1, auto-pad=explicit} : 1x4x[H]x7xf16
                  %r = relu(%c) : 1x4x[H]x7xf16
                  %p = max-pool(%r) {kernel=[3, 3], strides=[1, 1], pads=[1, 1, 1, 1], dilations=[1, 1], auto-pad=explicit, ceil=false, column-major=false} : 1x4x[H]x7xf16
                  %s = sigmoid(%c) : 1x4x[H]x7xf16
                  %m = mul(%s, %half) : 1x4x[H]x7xf16
                  %a = add(%m, %p) : 1x4x[H]x7xf16
                  %k = concat(%a, %c) {axis=1} : 1x8x[H]x7xf16
                  return %k
                }
                """.replace("xf16", "x" + element).replace("value=f16", "value=" + element).replace(" : f16", " : " + element));
        for (long height : new long[] {1, 9, 300}) {
            List<Tensor> inputs = SampleInputs.of(graph.inputs(), Map.of("H", height), 7).orElseThrow();
            try (Executable program = new Simd(2).prepare(graph, REGISTRY)) {
                List<String> steps = program.profile(inputs).stream().map(NodeTime::op).toList();
                assertTrue(steps.stream().noneMatch(step -> step.contains("by the reference")), steps.toString());
                assertEquals(Optional.empty(),
                        Comparison.differ(Reference.run(graph, inputs), program.run(inputs), Level.CLOSE));
            }
        }
    }
}
