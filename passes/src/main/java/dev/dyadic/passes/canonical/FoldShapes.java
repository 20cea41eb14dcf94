// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.op.Movement.Expand;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes constants of the shapes that reshapes and expansions are given, where the operand's own sizes say what was computed from them:
 * a size copied from the same axis is 0 in a reshape, one of an expansion's operand 1, and one that is left over -1. What computed the
 * shape is dropped with it.
 *
 * <p>Left alone: shapes with a size that is neither a number nor the operand's, unless it is the only one and all others are numbers; and
 * those in which 0 already means a size of 0.
 */
public record FoldShapes() implements Pass {

    private static final long COPIED = 0;
    private static final long INFERRED = -1;
    private static final long KEPT = 1;

    @Override public String name() { return "fold-shapes"; }
    @Override public String summary() { return "Makes constants of shapes computed from an operand's own sizes."; }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }

    @Override public Graph run(Graph graph, Context context) {
        Map<String, Fact> facts = new HashMap<>();
        for (Value input : graph.inputs()) facts.put(input.name(), Fact.of(input.type()));
        Set<String> names = new HashSet<>(graph.values().stream().map(Value::name).toList());
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            List<Fact> ins = node.ins().stream().map(in -> facts.get(in.name())).toList();
            List<Fact> outs = Facts.infer(node, ins);
            for (int i = 0; i < outs.size(); i++) facts.put(node.outs().get(i).name(), outs.get(i));
            Optional<long[]> shape = shape(node, ins);
            if (shape.isEmpty()) {
                nodes.add(node);
                continue;
            }
            Tensor tensor = Tensor.vector(shape.get());
            Value sizes = new Value(free(node.name() + ".sizes", names), tensor.type());
            boolean reshapes = node.op() instanceof Reshape;
            nodes.add(new Node(List.of(sizes), new Constant(tensor), List.of()));
            nodes.add(new Node(node.outs(), reshapes ? new Reshape(true) : node.op(), List.of(node.in(0), sizes)));
        }
        return nodes.size() == graph.nodes().size() ? graph : Sweep.dropDead(graph.with(nodes));
    }

    private static String free(String wanted, Set<String> names) {
        String name = wanted;
        for (int suffix = 1; !names.add(name); suffix++) name = wanted + "." + suffix;
        return name;
    }

    /** The numbers that say what a computed shape says. */
    private static Optional<long[]> shape(Node node, List<Fact> ins) {
        if (ins.size() != 2 || ins.get(1).constant().isPresent() || ins.get(1).elements().isEmpty()) return Optional.empty();
        List<Dim> wanted = ins.get(1).elements().get();
        Shape own = ins.get(0).shape();
        if (!own.ranked()) return Optional.empty();
        return switch (node.op()) {
            case Reshape(boolean zeroCopies) -> reshaped(wanted, own, zeroCopies);
            case Expand _ -> expanded(wanted, own);
            default -> Optional.empty();
        };
    }

    private static Optional<long[]> reshaped(List<Dim> wanted, Shape own, boolean zeroCopies) {
        long[] shape = new long[wanted.size()];
        int named = 0;
        int inferred = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            Dim size = wanted.get(axis);
            boolean same = size.isKnown() && axis < own.rank() && own.dim(axis).equals(size);
            if (size.is(0) && !zeroCopies) return Optional.empty();
            shape[axis] = size.isConstant() ? size.constant() : same ? COPIED : INFERRED;
            if (!size.isConstant()) named++;
            if (shape[axis] == INFERRED) inferred++;
        }
        boolean clear = inferred == 0
                || inferred == 1 && (named == 1 && !wanted.contains(Dim.of(0)) || wanted.contains(Dim.of(INFERRED)));
        return clear ? Optional.of(shape) : Optional.empty();
    }

    private static Optional<long[]> expanded(List<Dim> wanted, Shape own) {
        long[] shape = new long[wanted.size()];
        int more = own.rank() - shape.length;
        for (int axis = 0; axis < shape.length; axis++) {
            Dim size = wanted.get(axis);
            boolean same = size.isKnown() && axis + more >= 0 && own.dim(axis + more).equals(size);
            if (!same && !size.isConstant()) return Optional.empty();
            shape[axis] = same ? KEPT : size.constant();
        }
        return Optional.of(shape);
    }
}
