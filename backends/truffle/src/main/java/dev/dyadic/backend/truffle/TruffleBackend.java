// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.registry.Registry;
import java.util.List;

/** Runs graphs as trees of nodes that Truffle compiles while they run. */
record TruffleBackend() implements Backend {

    @Override public String name() { return "truffle"; }

    @Override public String summary() {
        return Host.compiles()
                ? "Interprets a graph at once and compiles what runs often."
                : "Interprets a graph; " + Host.advice();
    }

    @Override public Executable prepare(Graph graph) { return Program.of(graph, List.of()); }

    @Override public Executable prepare(Graph graph, Registry registry) {
        List<IntegerGemm> kernels = registry.all(dev.dyadic.plugin.Kernel.class).stream()
                .filter(kernel -> kernel.missing().isEmpty())
                .filter(IntegerGemm.class::isInstance)
                .map(IntegerGemm.class::cast)
                .toList();
        return Program.of(graph, kernels);
    }
}
