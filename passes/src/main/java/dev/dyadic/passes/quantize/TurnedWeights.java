// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Transposes the codes of weights where a model transposes the numbers they stand for. */
final class TurnedWeights {

    private TurnedWeights() {}

    static Graph of(Graph graph) {
        Map<String, Node> definitions = graph.definitions();
        return graph.with(graph.nodes().stream().flatMap(node -> turned(node, definitions).stream()).toList());
    }

    private static List<Node> turned(Node node, Map<String, Node> definitions) {
        if (!(node.op() instanceof Transpose(List<Integer> order))) return List.of(node);
        if (!(definitions.get(node.in(0).name()) instanceof Node real)) return List.of(node);
        if (!(real.op() instanceof Dequantize dequantize) || dequantize.block() > 0) return List.of(node);
        if (!(definitions.get(real.in(0).name()) instanceof Node codes)) return List.of(node);
        if (!(codes.op() instanceof Constant(Tensor tensor))) return List.of(node);
        Tensor turned = Reference.evaluate(node.op(), List.of(tensor), 1).getFirst();
        Value value = new Value(node.name() + ".codes", turned.type());
        int axis = Math.floorMod(dequantize.axis(), tensor.rank());
        int moved = order.isEmpty() ? tensor.rank() - 1 - axis : order.indexOf(axis);
        return List.of(
                new Node(List.of(value), new Constant(turned), List.of()),
                new Node(node.outs(), new Dequantize(dequantize.to(), moved, 0), List.of(value, real.in(1), real.in(2))));
    }
}
