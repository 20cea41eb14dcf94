// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import dev.dyadic.plugin.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reference as a backend: the definition of every op, right and slow, on one thread. */
record ReferenceBackend() implements Backend {

    @Override public String name() { return "reference"; }
    @Override public String summary() { return "Runs every op by its definition: right, not fast."; }
    @Override public Executable prepare(Graph graph) { return new Run(graph); }
    @Override public Executable prepare(Graph graph, Registry registry, Set<String> shown) { return new Run(graph); }

    private record Run(Graph graph) implements Executable {

        @Override public List<Value> inputs() { return graph.inputs(); }
        @Override public List<Value> outputs() { return graph.outputs(); }

        @Override public List<Tensor> run(List<Tensor> inputs) { return Reference.run(graph, inputs); }

        @Override public List<Tensor> run(List<Tensor> inputs, Tap tap) { return Reference.run(graph, inputs, tap::see); }

        @Override public boolean isThreadSafe() { return true; }

        @Override public boolean canTap() { return true; }

        @Override public boolean canProfile() { return true; }

        @Override public List<NodeTime> profile(List<Tensor> inputs) {
            Map<String, Node> definitions = graph.definitions();
            List<NodeTime> times = new ArrayList<>();
            long[] before = {System.nanoTime()};
            Reference.run(graph, inputs, (value, _) -> {
                long now = System.nanoTime();
                Node node = definitions.get(value.name());
                // all results of a node are shown at once, the first of them after its work
                if (node != null && node.name().equals(value.name()))
                    times.add(new NodeTime(node.name(), node.op().mnemonic(), "", now - before[0], 0, 0));
                before[0] = System.nanoTime();
            });
            return times;
        }
    }
}
