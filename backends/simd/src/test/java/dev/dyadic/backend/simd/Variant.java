// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.registry.Registry;

/** The backend with so many threads, and with the kernels of a registry, which graphs prepared without one do not get. */
record Variant(int threads, Registry kernels) implements Backend {

    @Override public String name() { return "simd-variant"; }

    @Override public String summary() { return "The backend with kernels of plug-ins."; }

    @Override public Executable prepare(Graph graph) {
        return new Simd(threads).prepare(graph, kernels);
    }
}
