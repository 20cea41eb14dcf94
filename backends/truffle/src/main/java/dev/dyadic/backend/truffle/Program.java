// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import com.oracle.truffle.api.CallTarget;
import dev.dyadic.backend.truffle.step.GraphTree;
import dev.dyadic.backend.truffle.step.TensorObject;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.GraphTypes;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.kernel.IntegerGemm;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Context;

/** A graph in a context of its own. */
final class Program implements Executable {

    private static final System.Logger LOG = System.getLogger(Program.class.getName());
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private final Graph graph;
    private final Context context;
    private final CallTarget fused;
    private final CallTarget open;

    private Program(Graph graph, Context context, CallTarget fused, CallTarget open) {
        this.graph = graph;
        this.context = context;
        this.fused = fused;
        this.open = open;
    }

    static Program of(Graph graph, List<IntegerGemm> kernels) {
        if (!Host.compiles() && WARNED.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "truffle interprets only; " + Host.advice());
        }
        Graph typed = typed(graph);
        Context context = Context.newBuilder("dyadic").engine(Host.engine()).build();
        context.initialize("dyadic");
        context.enter();
        try {
            DyadicLanguage language = DyadicLanguage.current();
            return new Program(
                    typed, context, GraphTree.fused(language, typed, kernels), GraphTree.open(language, typed));
        } finally {
            context.leave();
        }
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

    @Override public boolean canTap() { return true; }

    @Override public List<Tensor> run(List<Tensor> inputs) { return call(fused, inputs, (_, _) -> {}); }

    @Override public List<Tensor> run(List<Tensor> inputs, Tap tap) { return call(open, inputs, tap); }

    private List<Tensor> call(CallTarget target, List<Tensor> inputs, Tap tap) {
        Reference.check(graph, inputs);
        Object[] arguments = new Object[inputs.size() + 1];
        arguments[0] = tap;
        for (int i = 0; i < inputs.size(); i++) arguments[i + 1] = TensorObject.of(inputs.get(i));
        context.enter();
        try {
            TensorObject[] results = (TensorObject[]) target.call(arguments);
            return Arrays.stream(results).map(TensorObject::tensor).toList();
        } finally {
            context.leave();
        }
    }

    @Override public void close() { context.close(); }
}
