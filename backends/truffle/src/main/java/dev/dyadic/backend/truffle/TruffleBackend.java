// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle;

import dev.dyadic.backend.truffle.step.Kernels;
import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.registry.Registry;

/**
 * Runs graphs as trees of nodes that Truffle compiles while they run.
 *
 * @param compile whether it compiles; it only interprets if not
 * @param trace whether Truffle's own log of compilations goes to stderr
 */
public record TruffleBackend(boolean compile, boolean trace) implements Backend {

    @Override public String name() { return "truffle"; }

    @Override public String summary() {
        return Host.compiles()
                ? "Interprets a graph at once and compiles what runs often."
                : "Interprets a graph; " + Host.advice();
    }

    @Override public Executable prepare(Graph graph) { return prepare(graph, Kernels.none()); }

    @Override public Executable prepare(Graph graph, Registry registry) { return prepare(graph, Kernels.of(registry)); }

    private Executable prepare(Graph graph, Kernels kernels) {
        return new Program(graph, new Host(compile, trace), kernels);
    }
}
