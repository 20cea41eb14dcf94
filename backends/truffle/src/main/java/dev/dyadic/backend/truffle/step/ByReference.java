// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An op that has no method of its own here, by its definition; also what tells the error where another method fails. */
record ByReference(Node node) implements PlainStep.Work {

    @Override public Tensors run(TensorObject[] operands) {
        return Tensors.of(Reference.evaluate(node, Arrays.stream(operands).map(TensorObject::tensor).toList()));
    }

    /**
     * The result of the last of several nodes that otherwise run as one.
     *
     * @param values of the operands; what else the nodes take are constants
     */
    static TensorObject last(List<Node> nodes, List<Value> values, TensorObject[] operands, Constants constants) {
        Map<String, Tensor> known = new HashMap<>();
        for (int i = 0; i < operands.length; i++) known.put(values.get(i).name(), operands[i].tensor());
        for (Node node : nodes) {
            List<Tensor> ins = node.ins().stream()
                    .map(in -> known.computeIfAbsent(in.name(), _ -> constants.get(in).orElseThrow().tensor()))
                    .toList();
            known.put(node.name(), Reference.evaluate(node, ins).getFirst());
        }
        return TensorObject.of(known.get(nodes.getLast().name()));
    }
}
