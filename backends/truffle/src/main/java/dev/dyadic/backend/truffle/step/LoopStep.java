// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** A graph again and again: the reference counts and stacks, the body is a tree. */
final class LoopStep extends StepNode {

    private final Node node;
    private final RootCallTarget body;
    @CompilationFinal(dimensions = 1) private final int[] slots;

    LoopStep(Node node, int[] slots, RootCallTarget body) {
        this.node = node;
        this.slots = slots;
        this.body = body;
    }

    @Override Tensors execute(VirtualFrame frame) { return run(operands(frame, slots)); }

    @Override int[] slots() { return slots; }

    @TruffleBoundary private Tensors run(TensorObject[] operands) {
        List<Tensor> ins = Arrays.stream(operands).map(TensorObject::tensor).toList();
        return Tensors.of(Reference.evaluate(node, ins, (_, arguments) -> call(arguments)));
    }

    private List<Tensor> call(List<Tensor> arguments) {
        Object[] call = new Object[arguments.size() + 1];
        for (int i = 0; i < arguments.size(); i++) call[i + 1] = TensorObject.of(arguments.get(i));
        return ((Tensors) body.call(call)).toList();
    }

    @Override public List<Value> outs() { return node.outs(); }

    @Override public String what() { return node.op().mnemonic(); }

    @Override public String kernel() { return "tree"; }
}
