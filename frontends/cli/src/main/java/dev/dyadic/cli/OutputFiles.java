// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SequencedMap;

/** Where the outputs of each run go: nowhere, into one file, or into a folder under the names of the inputs. */
final class OutputFiles {

    private final Optional<Path> target;
    private final boolean one;

    OutputFiles(Path inputs, Optional<Path> target) {
        this.target = target;
        this.one = target.isPresent() && !Files.isDirectory(inputs) && target.get().toString().endsWith(".npz");
    }

    /** Writes the outputs of the run whose input file has this name. */
    void write(String name, SequencedMap<String, Tensor> outputs) {
        if (target.isEmpty()) return;
        Path file = one ? target.get() : target.get().resolve(name);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (!Files.isDirectory(folder)) Files.createDirectories(folder);
        } catch (IOException e) {
            throw DyadicException.input(file.toString(), "its folder cannot be made: " + e.getMessage());
        }
        Npz.write(file, outputs);
    }
}
