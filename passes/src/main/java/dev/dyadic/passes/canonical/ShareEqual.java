// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Op;
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
 * Keeps one of several nodes that compute the same: equal op, equal operands, equal types. Equal constants become one, too.
 *
 * <p>A node that defines an output of the graph is left alone: its name is the graph's interface.
 */
public record ShareEqual() implements Pass {

    private record Key(Op op, List<Value> ins, List<dev.dyadic.ir.type.Type> outs) {}

    @Override public String name() { return "share-equal"; }
    @Override public String summary() { return "Keeps one of several nodes that compute the same."; }
    @Override public Set<Stage> at() { return EnumSet.allOf(Stage.class); }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }

    @Override public Graph run(Graph graph, Context context) {
        Set<Value> outputs = new HashSet<>(graph.outputs());
        Map<Key, List<Value>> known = new HashMap<>();
        Map<Value, Value> shared = new HashMap<>();
        List<Node> kept = new ArrayList<>();
        for (Node old : graph.nodes()) {
            List<Value> ins = old.ins().stream().map(in -> shared.getOrDefault(in, in)).toList();
            Node node = old.on(old.outs(), ins);
            Key key = new Key(node.op(), ins, node.outs().stream().map(Value::type).toList());
            List<Value> same = known.putIfAbsent(key, node.outs());
            if (same == null || node.outs().stream().anyMatch(outputs::contains)) {
                kept.add(node);
                continue;
            }
            for (int i = 0; i < same.size(); i++) shared.put(node.outs().get(i), same.get(i));
        }
        return kept.size() == graph.nodes().size() ? graph : graph.with(kept);
    }
}
