// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.fix.Fixing;
import java.nio.file.Path;

/** Reads graphs from files of some form. */
public non-sealed interface Importer extends Contribution {

    /** Whether it takes such a file, told by the file's name; the file is not opened. */
    boolean reads(Path file);

    /**
     * The graph in the file, at any stage.
     *
     * @throws dev.dyadic.ir.DyadicException if the file cannot be read, is malformed, or holds what is not supported, all of it listed
     */
    Graph read(Path file);

    /**
     * The graph in the file for some inputs and sizes only. An importer that needs to know them while it reads does this itself.
     *
     * @throws dev.dyadic.ir.DyadicException as {@link #read(Path)}, or if what is fixed does not fit
     */
    default Graph read(Path file, Fixing fixing) {
        Graph graph = read(file);
        return fixing.on(graph.inputs()).apply(graph);
    }

    /**
     * The tensor in a file of data that belongs to models of this form.
     *
     * @throws DyadicException if there are no such files, or this one is malformed
     */
    default Tensor readTensor(Path file) {
        throw DyadicException.input(file.toString(), "the form " + name() + " has no files of tensors.");
    }
}
