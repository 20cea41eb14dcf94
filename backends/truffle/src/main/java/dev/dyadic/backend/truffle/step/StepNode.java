// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Value;
import java.util.List;

/**
 * Computes the values of one node of a graph, or of several that run as one. Instruments see it as an expression whose result is an array
 * of tensors.
 */
@GenerateWrapper
public abstract class StepNode extends Node implements InstrumentableNode {

    /** One tensor for each of {@link #outs}. */
    abstract Tensors execute(VirtualFrame frame);

    /** Where in the frame its operands stand. */
    abstract int[] slots();

    /** Its operands. */
    public final TensorObject[] operands(VirtualFrame frame) {
        return operands(frame, slots());
    }

    @ExplodeLoop static TensorObject[] operands(VirtualFrame frame, int[] slots) {
        TensorObject[] operands = new TensorObject[slots.length];
        for (int i = 0; i < slots.length; i++) operands[i] = (TensorObject) frame.getObjectStatic(slots[i]);
        return operands;
    }

    /** What it computes, in order. */
    public abstract List<Value> outs();

    /** Multiply-adds of one run; 0 where they are not counted. */
    public long macs(TensorObject[] operands, Tensors results) {
        return 0;
    }

    /** What it does, for people: mnemonics joined by +. */
    public abstract String what();

    /** Who does it: the name of a kernel, {@code loops}, {@code compiled} or {@code reference}. */
    public abstract String kernel();

    @Override public boolean isInstrumentable() { return true; }

    @Override public boolean hasTag(Class<? extends Tag> tag) { return tag == StandardTags.ExpressionTag.class; }

    @Override public SourceSection getSourceSection() { return getRootNode().getSourceSection(); }

    @Override public WrapperNode createWrapper(ProbeNode probe) { return new StepNodeWrapper(this, probe); }
}
