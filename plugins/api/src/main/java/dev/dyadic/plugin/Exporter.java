// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;

/** Writes graphs to files of some form. */
public non-sealed interface Exporter extends Contribution {

    /** Whether it gives such a file, told by the file's name. */
    boolean writes(Path file);

    /**
     * Writes the graph; the file appears whole or not at all, and equal graphs give equal bytes.
     *
     * @throws dev.dyadic.ir.DyadicException if the file cannot be written or the form cannot hold the graph
     */
    void write(Graph graph, Path file);

    /** {@link #write(Graph, Path)} with the passes of a registry, where the exporter makes use of them. */
    default void write(Graph graph, Path file, Registry registry) {
        write(graph, file);
    }
}
