// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.op.Quantization.QuantizeRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a fake-quantized graph and what its codes stand for. It is seen on the graph, never in names.
 *
 * @param before in float
 * @param codes the codes of it
 * @param after what takes its place
 * @param atRunTime whether the scale is computed by the graph as well
 */
public record Rounding(Value before, Value codes, Value after, boolean atRunTime) {

    /** All of a graph, in order: quantize, dequantize pairs; and rows quantized at run time, multiplied by their scales. */
    public static List<Rounding> of(Graph graph) {
        Map<String, Node> definitions = graph.definitions();
        List<Rounding> found = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Dequantize) {
                behind(node.in(0), Quantize.class, definitions)
                        .ifPresent(quantize -> found.add(new Rounding(quantize.in(0), node.in(0), node.out(), false)));
            }
            if (node.op() instanceof Mul) atRunTime(node, definitions).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Rounding> atRunTime(Node product, Map<String, Node> definitions) {
        Optional<Node> back = behind(product.in(0), Cast.class, definitions);
        Optional<Node> rows = back.flatMap(node -> behind(node.in(0), QuantizeRows.class, definitions));
        return rows.filter(node -> node.outs().size() == 2 && node.outs().get(1).equals(product.in(1)))
                .map(node -> new Rounding(node.in(0), node.out(), product.out(), true));
    }

    private static Optional<Node> behind(Value value, Class<? extends Op> op, Map<String, Node> definitions) {
        return Optional.ofNullable(definitions.get(value.name())).filter(node -> op.isInstance(node.op()));
    }
}
