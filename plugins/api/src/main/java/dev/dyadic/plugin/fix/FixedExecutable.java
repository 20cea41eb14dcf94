// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.fix;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** A program that knows some of its inputs: what it still takes of them is fed to it, and it tells what they are. */
public final class FixedExecutable implements Executable {

    private final Executable inner;
    private final Fixed fixed;
    private final List<Value> taken;
    private final List<Value> inputs;

    /** @param fixed inputs and sizes of the program, or of the model it was made of */
    public FixedExecutable(Executable inner, Fixed fixed) {
        this.inner = inner;
        this.fixed = fixed;
        this.taken = inner.inputs();
        this.inputs = fixed.left(taken);
    }

    @Override public List<Value> inputs() { return inputs; }

    @Override public List<Value> outputs() { return inner.outputs(); }

    @Override public SequencedMap<String, Tensor> fixed() { return fixed.values(); }

    @Override public boolean isThreadSafe() { return inner.isThreadSafe(); }

    @Override public boolean canTap() { return inner.canTap(); }

    @Override public boolean canProfile() { return inner.canProfile(); }

    @Override public List<Tensor> run(List<Tensor> given) { return inner.run(all(given)); }

    @Override public List<Tensor> run(List<Tensor> given, Tap tap) { return inner.run(all(given), tap); }

    @Override public List<NodeTime> profile(List<Tensor> given) { return inner.profile(all(given)); }

    @Override public void close() { inner.close(); }

    private List<Tensor> all(List<Tensor> given) {
        if (given.size() != inputs.size()) {
            throw DyadicException.input("", "there are " + inputs.size() + " inputs, but " + given.size() + " tensors.");
        }
        for (int i = 0; i < given.size(); i++) check(inputs.get(i), given.get(i));
        if (given.size() == taken.size()) return given;
        List<Tensor> all = new ArrayList<>();
        int next = 0;
        for (Value input : taken) {
            Tensor value = fixed.values().get(input.name());
            all.add(value == null ? given.get(next++) : value);
        }
        return all;
    }

    /** What runs inside may take other sizes; this does not. */
    private static void check(Value input, Tensor tensor) {
        Shape shape = input.type().shape();
        if (!shape.ranked()) return;
        boolean fits = shape.rank() == tensor.rank();
        for (int axis = 0; fits && axis < tensor.rank(); axis++) {
            Dim dim = shape.dim(axis);
            fits = !dim.isConstant() || dim.is(tensor.size(axis));
        }
        if (!fits) throw DyadicException.input("input " + input.name(), "is " + input.type() + ", but was given " + tensor + ".");
    }
}
