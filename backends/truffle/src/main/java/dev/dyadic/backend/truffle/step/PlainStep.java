// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import java.util.List;

/** One node of a graph by a method of ours, which the host compiles. */
final class PlainStep extends StepNode {

    /** A method that does the work of one op. It may be called by several threads. */
    @FunctionalInterface
    interface Work {
        Tensors run(TensorObject[] operands);
    }

    private final Node node;
    private final String kernel;
    private final Work work;
    @CompilationFinal(dimensions = 1) private final int[] slots;

    PlainStep(Node node, String kernel, int[] slots, Work work) {
        this.node = node;
        this.kernel = kernel;
        this.slots = slots;
        this.work = work;
    }

    @Override Tensors execute(VirtualFrame frame) { return run(operands(frame, slots)); }

    @Override int[] slots() { return slots; }

    @TruffleBoundary private Tensors run(TensorObject[] operands) {
        return work.run(operands);
    }

    @Override public long macs(TensorObject[] operands, Tensors results) { return Macs.of(node.op(), operands, results); }

    @Override public List<Value> outs() { return node.outs(); }

    @Override public String what() { return node.op().mnemonic(); }

    @Override public String kernel() { return kernel; }
}
