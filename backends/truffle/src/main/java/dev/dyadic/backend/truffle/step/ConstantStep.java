// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import java.util.List;

/** A constant. */
final class ConstantStep extends StepNode {

    private final Node node;
    @CompilationFinal(dimensions = 1) private final TensorObject[] value;

    ConstantStep(Node node, TensorObject value) {
        this.node = node;
        this.value = new TensorObject[] {value};
    }

    @Override TensorObject[] execute(VirtualFrame frame) { return value; }

    @Override public boolean isInstrumentable() { return false; }

    @Override public List<Value> outs() { return node.outs(); }

    @Override public String what() { return "constant"; }

    @Override public String kernel() { return "constant"; }
}
