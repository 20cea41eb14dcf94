// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import java.util.List;

/** A constant. */
final class ConstantStep extends StepNode {

    @CompilationFinal(dimensions = 1) private static final int[] NONE = {};

    private final Node node;
    private final Tensors value;

    ConstantStep(Node node, TensorObject value) {
        this.node = node;
        this.value = new Tensors(value);
    }

    @Override Tensors execute(VirtualFrame frame) { return value; }

    @Override int[] slots() { return NONE; }

    @Override public List<Value> outs() { return node.outs(); }

    @Override public String what() { return "constant"; }

    @Override public String kernel() { return "constant"; }
}
