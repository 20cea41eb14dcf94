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
import java.util.stream.Collectors;

/** One node of a graph, or several that are one to the method, by a method of ours, which the host compiles. */
final class PlainStep extends StepNode {

    /** A method that does the work of one op. It may be called by several threads. */
    @FunctionalInterface
    interface Work {
        Tensors run(TensorObject[] operands);
    }

    private final List<Node> nodes;
    private final String kernel;
    private final Work work;
    @CompilationFinal(dimensions = 1) private final int[] slots;

    PlainStep(Node node, String kernel, int[] slots, Work work) {
        this(List.of(node), kernel, slots, work);
    }

    /** @param nodes that run as one */
    PlainStep(List<Node> nodes, String kernel, int[] slots, Work work) {
        this.nodes = nodes;
        this.kernel = kernel;
        this.slots = slots;
        this.work = work;
    }

    @Override Tensors execute(VirtualFrame frame) { return run(operands(frame, slots)); }

    @Override int[] slots() { return slots; }

    @TruffleBoundary private Tensors run(TensorObject[] operands) {
        return work.run(operands);
    }

    @Override public long macs(TensorObject[] operands, Tensors results) {
        return Macs.of(nodes.getFirst().op(), operands, results);
    }

    @Override public List<Value> outs() { return nodes.getLast().outs(); }

    @Override public String what() { return nodes.stream().map(node -> node.op().mnemonic()).collect(Collectors.joining("+")); }

    @Override public String kernel() { return kernel; }
}
