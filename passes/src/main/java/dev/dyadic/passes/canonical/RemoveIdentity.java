// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Movement.Expand;
import dev.dyadic.ir.op.Movement.Identity;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.rewrite.Renaming;
import dev.dyadic.ir.type.Type;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.EnumSet;
import java.util.Set;

/**
 * Removes nodes that give back their operand: identities, casts to the element a value has, reshapes and expansions to the shape it
 * has, transpositions that move nothing. Where such a node defines an output, the node before it takes over the name.
 *
 * <p>Left alone where an output would be lost: between an input and an output, and between two outputs.
 */
public record RemoveIdentity() implements Pass {

    @Override public String name() { return "remove-identity"; }
    @Override public String summary() { return "Removes nodes that give back their operand."; }
    @Override public Set<Stage> at() { return EnumSet.allOf(Stage.class); }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }

    @Override public Graph run(Graph graph, Context context) {
        Set<String> outputs = new HashSet<>(graph.outputs().stream().map(Value::name).toList());
        Set<String> inputs = new HashSet<>(graph.inputs().stream().map(Value::name).toList());
        Map<Value, Value> same = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        List<Node> kept = new ArrayList<>();
        for (Node old : graph.nodes()) {
            Node node = old.on(old.outs(), now(old.ins(), same));
            boolean removed = isIdentity(node) && node.in(0).type().equals(node.out().type());
            if (removed && outputs.contains(node.name())) {
                String before = node.in(0).name();
                removed = !inputs.contains(before) && !outputs.contains(before) && names.putIfAbsent(before, node.name()) == null;
            }
            if (removed) same.put(node.out(), node.in(0));
            else kept.add(node);
        }
        if (same.isEmpty()) return graph;
        Graph shorter = new Graph(graph.name(), graph.stage(), graph.inputs(), kept, now(graph.outputs(), same));
        return Renaming.apply(shorter, names);
    }

    private static List<Value> now(List<Value> values, Map<Value, Value> same) {
        return values.stream().map(value -> same.getOrDefault(value, value)).toList();
    }

    private static boolean isIdentity(Node node) {
        Type from = node.ins().isEmpty() ? Type.UNKNOWN : node.in(0).type();
        return switch (node.op()) {
            case Identity _ -> true;
            case Cast(var to, _) -> from.scalar().equals(to);
            case Reshape _, Expand _ -> from.shape().isKnown();
            case Transpose(var permutation) -> isSorted(permutation);
            default -> false;
        };
    }

    private static boolean isSorted(List<Integer> permutation) {
        for (int axis = 0; axis < permutation.size(); axis++) {
            if (permutation.get(axis) != axis) return false;
        }
        return !permutation.isEmpty();
    }
}
