// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.IntegerOp.ScaleGroups;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Constants, and weights that are kept as codes: codes times the multiples of their groups, given a shape, turned into numbers. They are
 * computed once, by the reference, and only if someone asks for them.
 */
record KnownWeights(Map<String, Node> definitions, Map<String, Tensor> computed) {

    KnownWeights(Map<String, Node> definitions) {
        this(definitions, new HashMap<>());
    }

    /** Whether a node computes such weights. */
    boolean is(Node node) {
        return switch (node.op()) {
            case Constant _ -> true;
            case ScaleGroups _, Reshape _, Dequantize _ -> node.ins().stream().allMatch(this::is);
            default -> false;
        };
    }

    private boolean is(Value value) {
        Node node = definitions.get(value.name());
        return node != null && is(node);
    }

    Optional<Tensor> of(Value value) {
        return is(value) ? Optional.of(tensor(value)) : Optional.empty();
    }

    private Tensor tensor(Value value) {
        Node node = definitions.get(value.name());
        if (node.op() instanceof Constant(Tensor tensor)) return tensor;
        Tensor known = computed.get(value.name());
        if (known != null) return known;
        List<Tensor> operands = node.ins().stream().map(this::tensor).toList();
        Tensor made = Reference.evaluate(node.op(), operands, 1).getFirst();
        computed.put(value.name(), made);
        return made;
    }
}
