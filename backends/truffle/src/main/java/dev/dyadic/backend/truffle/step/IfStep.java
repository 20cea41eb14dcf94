// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import java.util.List;

/** One of two graphs. */
final class IfStep extends StepNode {

    private final Node node;
    @CompilationFinal(dimensions = 1) private final int[] slots;
    @Child private DirectCallNode then;
    @Child private DirectCallNode otherwise;

    IfStep(Node node, int[] slots, RootCallTarget then, RootCallTarget otherwise) {
        this.node = node;
        this.slots = slots;
        this.then = DirectCallNode.create(then);
        this.otherwise = DirectCallNode.create(otherwise);
    }

    @Override
    @ExplodeLoop Tensors execute(VirtualFrame frame) {
        Object[] arguments = new Object[slots.length];
        for (int i = 1; i < slots.length; i++) arguments[i] = frame.getObjectStatic(slots[i]);
        boolean holds = holds((TensorObject) frame.getObjectStatic(slots[0]), node);
        return (Tensors) (holds ? then.call(arguments) : otherwise.call(arguments));
    }

    @Override int[] slots() { return slots; }

    /** The condition, which is one element. */
    @TruffleBoundary static boolean holds(TensorObject condition, Node node) {
        if (condition.length() == 1) return condition.tensor().getBoolean(0);
        throw DyadicException.model(
                node.op().mnemonic() + " %" + node.name(), "takes one element where it found " + condition.tensor().type() + ".");
    }

    @Override public List<Value> outs() { return node.outs(); }

    @Override public String what() { return node.op().mnemonic(); }

    @Override public String kernel() { return "tree"; }
}
