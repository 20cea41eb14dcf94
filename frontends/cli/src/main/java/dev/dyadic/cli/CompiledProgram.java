// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A program from a {@code .dyx}, whose manifest tells what was fixed when it was compiled; it is read when that is asked for, not before. */
final class CompiledProgram implements Executable {

    private final Executable inner;
    private final Path file;
    private Optional<SequencedMap<String, Tensor>> fixed = Optional.empty();

    CompiledProgram(Executable inner, Path file) {
        this.inner = inner;
        this.file = file;
    }

    @Override public synchronized SequencedMap<String, Tensor> fixed() {
        if (fixed.isEmpty()) fixed = Optional.of(Manifest.fixed(file).values());
        return fixed.get();
    }

    @Override public List<Value> inputs() { return inner.inputs(); }

    @Override public List<Value> outputs() { return inner.outputs(); }

    @Override public boolean isThreadSafe() { return inner.isThreadSafe(); }

    @Override public boolean canTap() { return inner.canTap(); }

    @Override public boolean canProfile() { return inner.canProfile(); }

    @Override public List<Tensor> run(List<Tensor> inputs) { return inner.run(inputs); }

    @Override public List<Tensor> run(List<Tensor> inputs, Tap tap) { return inner.run(inputs, tap); }

    @Override public List<NodeTime> profile(List<Tensor> inputs) { return inner.profile(inputs); }

    @Override public void close() { inner.close(); }
}
