// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import dev.dyadic.backend.truffle.step.GraphTrees;
import dev.dyadic.backend.truffle.step.Kernels;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.watch.Tapping;
import dev.dyadic.backend.truffle.watch.Timing;
import dev.dyadic.backend.truffle.watch.WatchedTree;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.GraphTypes;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;

/** A graph in a context of its own. Taps see a second tree, in which nothing is fused; it is made for the first of them. */
final class Program implements Executable {

    private final Graph graph;
    private final Kernels kernels;
    private final Context context;
    private final GraphTrees trees;
    private final WatchedTree fused;
    private Optional<WatchedTree> open = Optional.empty();

    Program(Graph given, Host host, Kernels kernels) {
        this.graph = typed(given);
        this.kernels = kernels;
        this.context = Context.newBuilder("dyadic").engine(host.engine()).build();
        context.initialize("dyadic");
        this.trees = inside(() -> new GraphTrees(DyadicLanguage.current(), kernels));
        this.fused = inside(() -> new WatchedTree(context.getEngine(), trees.fused(graph)));
    }

    /** What inference finds wrong, running the graph says better. */
    static Graph typed(Graph graph) {
        if (GraphTypes.unknown(graph).isEmpty()) return graph;
        try {
            return GraphTypes.infer(graph);
        } catch (DyadicException _) {
            return graph;
        }
    }

    @Override public List<Value> inputs() { return graph.inputs(); }

    @Override public List<Value> outputs() { return graph.outputs(); }

    @Override public boolean isThreadSafe() { return true; }

    @Override public List<Tensor> run(List<Tensor> inputs) {
        TensorObject[] objects = check(inputs);
        return inside(() -> fused.run(objects)).toList();
    }

    @Override public boolean canTap() { return true; }

    @Override public List<Tensor> run(List<Tensor> inputs, Tap tap) {
        TensorObject[] objects = check(inputs);
        for (int i = 0; i < objects.length; i++) tap.see(graph.inputs().get(i), inputs.get(i));
        return inside(() -> open().run(objects, new Tapping(tap))).toList();
    }

    @Override public boolean canProfile() { return true; }

    @Override public List<NodeTime> profile(List<Tensor> inputs) {
        TensorObject[] objects = check(inputs);
        var timing = new Timing();
        inside(() -> fused.run(objects, timing));
        return timing.times();
    }

    private synchronized WatchedTree open() {
        if (open.isEmpty()) open = Optional.of(new WatchedTree(context.getEngine(), trees.open(graph)));
        return open.get();
    }

    private TensorObject[] check(List<Tensor> inputs) {
        Reference.check(graph, inputs);
        return inputs.stream().map(TensorObject::of).toArray(TensorObject[]::new);
    }

    private <T> T inside(Supplier<T> work) {
        context.enter();
        try {
            return work.get();
        } finally {
            context.leave();
        }
    }

    @Override public void close() {
        context.close();
        kernels.close();
    }
}
