// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.rewrite;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.op.Movement.Identity;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One walk over a graph, first node to last, that offers each node to the rewrites and builds the graph anew. New values take the
 * name of what they replace; nodes that nobody uses any more after a rewrite are dropped.
 */
public final class Sweep {

    /** A set of rewrites that still changes the graph after so many sweeps undoes its own work. */
    private static final int MOST_SWEEPS = 1000;

    private final Builder builder;
    private final Map<String, Integer> uses;
    private final Set<String> outputs;
    private final Set<String> fresh = new HashSet<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private String replacing = "";

    private Sweep(Graph graph) {
        this.builder = new Builder(graph.name());
        builder.reserve(graph.values().stream().map(Value::name).toList());
        this.uses = uses(graph);
        this.outputs = new HashSet<>(graph.outputs().stream().map(Value::name).toList());
    }

    /** Applies rewrites everywhere until none applies. */
    public static Graph exhaust(Graph graph, List<Rewrite> rewrites) {
        Graph now = graph;
        for (int i = 0; i < MOST_SWEEPS; i++) {
            Sweep sweep = new Sweep(now);
            Graph next = sweep.once(now, rewrites);
            if (sweep.names.isEmpty()) return now;
            now = dropDead(next);
        }
        throw new IllegalStateException("the rewrites undo each other: no end after " + MOST_SWEEPS + " sweeps");
    }

    /** Drops the nodes that nothing returned depends on. */
    public static Graph dropDead(Graph graph) {
        Set<String> live = new HashSet<>(graph.outputs().stream().map(Value::name).toList());
        List<Node> kept = new ArrayList<>();
        for (Node node : graph.nodes().reversed()) {
            if (node.outs().stream().noneMatch(out -> live.contains(out.name()))) continue;
            for (Value in : node.ins()) live.add(in.name());
            kept.add(node);
        }
        return kept.size() == graph.nodes().size() ? graph : graph.with(kept.reversed());
    }

    /** The node that defines a value; of an input one with a {@code Parameter}. */
    public Node def(Value value) {
        return builder.definition(value);
    }

    /** What is known of a value. */
    public Fact fact(Value value) {
        return builder.fact(value);
    }

    /** The elements of a value that a constant defines. */
    public Optional<Tensor> constant(Value value) {
        return def(value).op() instanceof Constant(Tensor tensor) ? Optional.of(tensor) : Optional.empty();
    }

    /** The one element of a constant scalar, or of a constant whose elements are all the same. */
    public Optional<Double> uniform(Value value) {
        Optional<Tensor> tensor = constant(value).filter(each -> each.count() > 0);
        if (tensor.isEmpty()) return Optional.empty();
        double first = tensor.get().getDouble(0);
        for (long i = 1; i < tensor.get().count(); i++) {
            if (tensor.get().getDouble(i) != first) return Optional.empty();
        }
        return Optional.of(first);
    }

    /** How often a value was used before this sweep; being returned is a use. */
    public int uses(Value value) {
        return uses.getOrDefault(value.name(), 0);
    }

    /** Adds a node of one result. */
    public Value emit(Op op, Value... ins) {
        return emit(op, List.of(ins));
    }

    /** Adds a node of one result. */
    public Value emit(Op op, List<Value> ins) {
        Value value = builder.emit(List.of(replacing + ".1"), op, ins).getFirst();
        fresh.add(value.name());
        return value;
    }

    public Value constant(Tensor tensor) {
        return emit(new Constant(tensor));
    }

    public Value scalar(Element element, double value) {
        return constant(Tensor.scalar(element, value));
    }

    private Graph once(Graph graph, List<Rewrite> rewrites) {
        for (Value input : graph.inputs()) builder.input(input.name(), input.type());
        Map<String, Value> now = new LinkedHashMap<>();
        for (Value input : graph.inputs()) now.put(input.name(), input);
        for (Node node : graph.nodes()) rewrite(node, rewrites, now);
        List<Value> returned = graph.outputs().stream().map(out -> now.get(out.name())).toList();
        return Renaming.apply(builder.build(graph.stage(), returned), names);
    }

    private void rewrite(Node old, List<Rewrite> rewrites, Map<String, Value> now) {
        List<Value> ins = old.ins().stream().map(in -> now.get(in.name())).toList();
        Node node = ins.equals(old.ins()) ? old : old.on(old.outs(), ins);
        replacing = node.name();
        fresh.clear();
        for (Rewrite rewrite : rewrites) {
            Optional<Value> replacement = rewrite.apply(node, this);
            if (replacement.isEmpty()) continue;
            Value value = replacement.get();
            if (node.outs().size() > 1 && node.outs().stream().skip(1).anyMatch(out -> uses(out) > 0)) {
                throw new DyadicException(
                        DyadicException.Fault.MODEL, "%" + node.name(), "a rewrite replaced one of several used results.");
            }
            boolean alias = outputs.contains(node.name()) && !fresh.contains(value.name());
            Value result = alias ? emit(new Identity(), value) : value;
            if (fresh.contains(result.name())) names.put(result.name(), node.name());
            else names.putIfAbsent(result.name(), result.name());
            now.put(node.name(), result);
            return;
        }
        builder.keep(node);
        for (Value out : node.outs()) now.put(out.name(), out);
    }

    private static Map<String, Integer> uses(Graph graph) {
        Map<String, Integer> uses = new HashMap<>();
        for (Node node : graph.nodes()) {
            for (Value in : node.ins()) uses.merge(in.name(), 1, Integer::sum);
        }
        for (Value out : graph.outputs()) uses.merge(out.name(), 1, Integer::sum);
        return uses;
    }
}
