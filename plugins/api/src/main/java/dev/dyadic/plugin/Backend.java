// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Runs graphs. Every backend gives the reference's bytes for a graph of integers. */
public non-sealed interface Backend extends Contribution {

    /** Why it cannot run here and what would help, one sentence; empty where it can. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Whether it runs graphs; one that does not runs only the files it can {@link #load}. */
    default boolean takesGraphs() {
        return true;
    }

    /**
     * Takes all decisions that running the graph needs, for any size of its named dimensions.
     *
     * @throws dev.dyadic.ir.DyadicException if the graph holds what the backend does not support, all of it listed
     */
    Executable prepare(Graph graph);

    /** {@link #prepare(Graph)} with the kernels and passes of a registry, where the backend makes use of them. */
    default Executable prepare(Graph graph, Registry registry) {
        return prepare(graph);
    }

    /**
     * {@link #prepare(Graph, Registry)}, for running with a tap, which is shown these values at least.
     *
     * @param shown names of values of the graph; others do not count
     */
    default Executable prepare(Graph graph, Registry registry, Set<String> shown) {
        return ExtraOutputs.of(graph, shown, wide -> prepare(wide, registry));
    }

    /**
     * A program as the backend itself reads it from its file; empty where it has no reader of its own, as most have none.
     *
     * @param registry kernels and passes, where the backend makes use of them
     * @throws dev.dyadic.ir.DyadicException if the file cannot be read or holds what the backend does not support
     */
    default Optional<Executable> load(Path file, Registry registry) {
        return Optional.empty();
    }
}
