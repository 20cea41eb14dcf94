// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Shows values of a graph on any backend: those asked for are further outputs of what it runs. They are shown when the run is over, and
 * held until then.
 */
final class ExtraOutputs implements Executable {

    private final List<Value> outputs;
    private final List<Value> shown;
    private final Executable wide;

    private ExtraOutputs(List<Value> outputs, List<Value> shown, Executable wide) {
        this.outputs = outputs;
        this.shown = shown;
        this.wide = wide;
    }

    /** @param prepare makes a graph ready to run */
    static Executable of(Graph graph, Set<String> names, Function<Graph, Executable> prepare) {
        List<Value> shown = graph.values().stream().filter(value -> names.contains(value.name())).toList();
        List<Value> all = new ArrayList<>(graph.outputs());
        all.addAll(shown);
        return new ExtraOutputs(graph.outputs(), shown, prepare.apply(graph.returning(all)));
    }

    @Override public List<Value> inputs() { return wide.inputs(); }

    @Override public List<Value> outputs() { return outputs; }

    @Override public boolean isThreadSafe() { return wide.isThreadSafe(); }

    @Override public boolean canTap() { return true; }

    @Override public List<Tensor> run(List<Tensor> inputs) {
        return wide.run(inputs).subList(0, outputs.size());
    }

    @Override public List<Tensor> run(List<Tensor> inputs, Tap tap) {
        List<Tensor> results = wide.run(inputs);
        for (int i = 0; i < shown.size(); i++) tap.see(shown.get(i), results.get(outputs.size() + i));
        return results.subList(0, outputs.size());
    }

    @Override public void close() {
        wide.close();
    }
}
