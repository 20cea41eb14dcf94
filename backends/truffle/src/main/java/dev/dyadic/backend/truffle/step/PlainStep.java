// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import java.util.List;

/** One node of a graph by a method of ours, which the host compiles. */
final class PlainStep extends StepNode {

    /** A method that does the work of one op. It may be called by several threads. */
    @FunctionalInterface
    interface Work {
        TensorObject[] run(TensorObject[] operands);
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

    @Override
    @ExplodeLoop TensorObject[] execute(VirtualFrame frame) {
        TensorObject[] operands = new TensorObject[slots.length];
        for (int i = 0; i < slots.length; i++) operands[i] = (TensorObject) frame.getObjectStatic(slots[i]);
        return run(operands);
    }

    @TruffleBoundary private TensorObject[] run(TensorObject[] operands) {
        return work.run(operands);
    }

    @Override public List<Value> outs() { return node.outs(); }

    @Override public String what() { return node.op().mnemonic(); }

    @Override public String kernel() { return kernel; }
}
