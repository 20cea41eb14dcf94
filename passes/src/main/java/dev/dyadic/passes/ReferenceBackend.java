// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import java.util.List;

/** The reference as a backend: the definition of every op, right and slow, on one thread. */
record ReferenceBackend() implements Backend {

    @Override public String name() { return "reference"; }
    @Override public String summary() { return "Runs every op by its definition: right, not fast."; }
    @Override public Executable prepare(Graph graph) { return new Run(graph); }

    private record Run(Graph graph) implements Executable {

        @Override public List<Value> inputs() { return graph.inputs(); }
        @Override public List<Value> outputs() { return graph.outputs(); }

        @Override public List<Tensor> run(List<Tensor> inputs) { return Reference.run(graph, inputs); }

        @Override public List<Tensor> run(List<Tensor> inputs, Tap tap) { return Reference.run(graph, inputs, tap::see); }

        @Override public boolean isThreadSafe() { return true; }

        @Override public boolean canTap() { return true; }
    }
}
