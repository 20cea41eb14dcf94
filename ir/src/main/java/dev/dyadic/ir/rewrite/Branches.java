// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.rewrite;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.infer.GraphTypes;
import dev.dyadic.ir.infer.Inference;
import dev.dyadic.ir.op.Control.If;
import dev.dyadic.ir.op.Movement.Identity;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts branches in the place of the {@code if}s that are known to take them, those within such branches too. A condition is known where
 * it follows from constants and from sizes. Bodies of loops, and of an {@code if} that is not known, stay as they are.
 */
public final class Branches {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Fact> facts = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private boolean folded;

    private Branches(Graph graph) {
        graph.values().forEach(value -> taken.add(value.name()));
    }

    /**
     * The graph without the branches that are never taken, all types worked out anew; the graph itself where no condition is known.
     *
     * @throws dev.dyadic.ir.DyadicException if an op cannot take its operands
     */
    public static Graph fold(Graph graph) {
        if (graph.nodes().stream().noneMatch(node -> node.op() instanceof If)) return graph;
        var branches = new Branches(graph);
        Map<String, Value> now = new HashMap<>();
        for (Value input : graph.inputs()) {
            now.put(input.name(), input);
            branches.facts.put(input.name(), Fact.of(input.type()));
        }
        branches.walk(graph.nodes(), now, Map.of());
        if (!branches.folded) return graph;
        List<Value> outputs = graph.outputs().stream().map(out -> now.get(out.name())).toList();
        // what is left over is dropped first: an op that nothing needs may not fit the sizes there are now
        Graph left = Sweep.dropDead(new Graph(graph.name(), graph.stage(), graph.inputs(), branches.nodes, outputs));
        return GraphTypes.infer(left);
    }

    /**
     * @param now what the names of the graph that is walked stand for
     * @param names what to call values of it
     */
    private void walk(List<Node> body, Map<String, Value> now, Map<String, String> names) {
        for (Node old : body) {
            List<Value> ins = old.ins().stream().map(in -> now.get(in.name())).toList();
            Optional<Graph> branch = old.op() instanceof If op ? branch(op, old, ins) : Optional.empty();
            List<Value> outs = old.outs().stream()
                    .map(out -> new Value(names.getOrDefault(out.name(), out.name()), out.type())).toList();
            List<Value> found = branch.isPresent() ? take(branch.get(), ins.subList(1, ins.size()), outs)
                    : keep(old.on(outs, ins));
            for (int i = 0; i < found.size(); i++) now.put(old.outs().get(i).name(), found.get(i));
        }
    }

    /** The branch that is taken for sure; one that does not fit its node is left to the type rules, which say so. */
    private Optional<Graph> branch(If op, Node node, List<Value> ins) {
        if (ins.isEmpty()) return Optional.empty();
        Optional<Tensor> known = facts.get(ins.getFirst().name()).constant().filter(Branches::isCondition);
        return known.map(each -> each.getBoolean(0) ? op.then() : op.otherwise())
                .filter(each -> each.inputs().size() == ins.size() - 1 && each.outputs().size() == node.outs().size());
    }

    private static boolean isCondition(Tensor tensor) {
        return tensor.count() == 1 && tensor.element().equals(Element.BOOL);
    }

    private List<Value> keep(Node node) {
        List<Fact> ins = node.ins().stream().map(in -> facts.get(in.name())).toList();
        List<Fact> known = Inference.infer(node.op(), ins, node.outs().stream().map(Value::name).toList());
        for (int i = 0; i < known.size(); i++) {
            Value out = node.outs().get(i);
            facts.put(out.name(), known.get(i).type().isKnown() ? known.get(i) : Fact.of(out.type()));
        }
        nodes.add(node);
        return node.outs();
    }

    /** Adds the nodes of a branch; its results get the names of those of the node around. */
    private List<Value> take(Graph branch, List<Value> passed, List<Value> wanted) {
        folded = true;
        Map<String, Value> now = new HashMap<>();
        for (int i = 0; i < passed.size(); i++) now.put(branch.inputs().get(i).name(), passed.get(i));
        Map<String, String> names = new HashMap<>();
        Set<String> own = new LinkedHashSet<>();
        branch.nodes().forEach(node -> node.outs().forEach(out -> own.add(out.name())));
        for (int i = 0; i < wanted.size(); i++) {
            String result = branch.outputs().get(i).name();
            if (own.contains(result)) names.putIfAbsent(result, wanted.get(i).name());
        }
        own.forEach(name -> names.computeIfAbsent(name, this::free));
        walk(branch.nodes(), now, names);
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Value result = now.get(branch.outputs().get(i).name());
            results.add(result.name().equals(wanted.get(i).name()) ? result : alias(wanted.get(i).name(), result));
        }
        return results;
    }

    private Value alias(String name, Value value) {
        return keep(new Node(List.of(new Value(name, value.type())), new Identity(), List.of(value))).getFirst();
    }

    private String free(String wanted) {
        String name = wanted;
        for (int suffix = 1; !taken.add(name); suffix++) name = wanted + "." + suffix;
        return name;
    }
}
