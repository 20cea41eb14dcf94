// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.IntegerOp.ScaleGroups;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Packing;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node that takes data and weights: a product, or the rows of a table.
 *
 * @param weights the weights as numbers; where codes stand in the graph, what they stand for
 * @param bytes what the weights take, with scales and zero points
 */
record Product(Node node, Value data, Tensor weights, long bytes) {

    /** All of a graph, in order. */
    static List<Product> of(Graph graph) {
        Map<String, Node> definitions = graph.definitions();
        List<Product> products = new ArrayList<>();
        for (Node node : graph.nodes()) {
            int at = node.op() instanceof Gather ? 0 : 1;
            boolean takesWeights = node.op() instanceof Contraction || node.op() instanceof Gather;
            if (!takesWeights || node.ins().size() < 2) continue;
            Value data = node.in(1 - at);
            known(node.in(at), definitions)
                    .filter(weights -> weights.element().isFloat() && weights.rank() > 1)
                    .ifPresent(weights -> products.add(new Product(node, data, weights, bytes(node.in(at), definitions))));
        }
        return products;
    }

    private static Optional<Tensor> known(Value value, Map<String, Node> definitions) {
        Node node = definitions.get(value.name());
        if (node == null) return Optional.empty();
        if (node.op() instanceof Constant(Tensor tensor)) return Optional.of(tensor);
        boolean passes = node.op() instanceof Dequantize || node.op() instanceof ScaleGroups || node.op() instanceof Reshape;
        if (!passes) return Optional.empty();
        List<Tensor> parts = node.ins().stream().flatMap(in -> known(in, definitions).stream()).toList();
        if (parts.size() < node.ins().size()) return Optional.empty();
        return Optional.of(Reference.evaluate(node.op(), parts, 1).getFirst());
    }

    private static long bytes(Value value, Map<String, Node> definitions) {
        Node node = definitions.get(value.name());
        if (node.op() instanceof Constant(Tensor tensor)) return Packing.bytes(tensor);
        return node.ins().stream().mapToLong(in -> bytes(in, definitions)).sum();
    }

    /** The weights' operand. */
    Value weightsValue() {
        return node.in(node.in(0).equals(data) ? 1 : 0);
    }

    /** What the data is where nothing rounds it. */
    Element element() {
        return data.type().element();
    }
}
