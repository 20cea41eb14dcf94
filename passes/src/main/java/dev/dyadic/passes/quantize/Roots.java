// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Elementwise.BitCast;
import dev.dyadic.ir.op.Elementwise.Cast;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which values are functions of one other value, element by element: of codes of 8 bits such a function is a table of 256 entries,
 * however many ops it is made of. The value such a function starts from is the root; every other value is its own root.
 */
final class Roots {

    private final Map<String, Value> roots = new HashMap<>();
    private final Anatomy anatomy;

    Roots(Graph graph, Anatomy anatomy) {
        this.anatomy = anatomy;
        graph.inputs().forEach(this::begin);
        for (Node node : graph.nodes()) visit(node);
    }

    Value root(Value value) {
        return roots.get(value.name());
    }

    /** Whether a value is its own root. */
    boolean isRoot(Value value) {
        return root(value).name().equals(value.name());
    }

    private void begin(Value value) {
        roots.put(value.name(), value);
    }

    private void visit(Node node) {
        node.outs().forEach(this::begin);
        if (!(node.op() instanceof Elementwise) || !Anatomy.isFloat(node.out())) return;
        if (node.op() instanceof BitCast || node.op() instanceof Cast) return;
        if (anatomy.biased(node).isPresent() || endsStep(node)) return;
        List<Value> data = node.ins().stream().filter(in -> anatomy.uniform(in).isEmpty()).toList();
        if (data.isEmpty() || !data.stream().allMatch(Anatomy::isFloat)) return;
        Value root = root(data.getFirst());
        boolean one = data.stream().allMatch(in -> root(in).equals(root));
        if (one && root.type().shape().equals(node.out().type().shape())) roots.put(node.out().name(), root);
    }

    /** A clamp behind a step of integer arithmetic that nobody else looks at is part of that step; behind mere moves it is a function. */
    private boolean endsStep(Node node) {
        if (!anatomy.isClamp(node)) return false;
        Value inner = anatomy.clamped(node);
        boolean computed = anatomy.definition(inner)
                .filter(behind -> anatomy.constant(inner).isEmpty() && !Steps.keepsCodes(behind, anatomy))
                .isPresent();
        return computed && isRoot(inner) && anatomy.onlyUser(inner).isPresent();
    }
}
