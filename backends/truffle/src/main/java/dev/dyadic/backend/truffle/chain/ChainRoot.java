// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.LoopNode;
import com.oracle.truffle.api.nodes.RootNode;

/**
 * The loop nest of a chain, compiled on its own whatever the graph around it. Arguments: a {@link Walk}, the arrays of the leaves, the
 * array of the result, the first row and the end of rows, the first position in them and the end of positions.
 */
final class ChainRoot extends RootNode {

    @Child private Store store;
    private final int leaves;
    private final StepProfile steps;
    private final boolean hasLanes;
    private final String name;
    private boolean ran;

    ChainRoot(TruffleLanguage<?> language, String name, Store store, int leaves) {
        super(language, frame(leaves));
        this.name = name;
        this.store = store;
        this.hasLanes = store.hasLanes();
        this.leaves = leaves;
        this.steps = new StepProfile(leaves);
    }

    /** Three slots for each leaf: its array, where its row starts, its step. */
    private static FrameDescriptor frame(int leaves) {
        var builder = FrameDescriptor.newBuilder();
        builder.addSlots(3 * leaves, FrameSlotKind.Static);
        return builder.build();
    }

    @Override public Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        Walk walk = (Walk) arguments[0];
        Object out = arguments[2];
        int end = (int) arguments[4];
        int from = (int) arguments[5];
        int to = (int) arguments[6];
        boolean inLanes = begin(frame, walk, (Object[]) arguments[1]) && hasLanes && (Lanes.areUsed() || isFirst(to - from));
        int inner = walk.inner();
        for (int row = (int) arguments[3]; row < end; row++) {
            start(frame, walk, row);
            int done = inLanes ? store.lanes(frame, out, row * inner, from, to) : from;
            store.row(frame, out, row * inner, done, to);
        }
        LoopNode.reportLoopCount(this, (end - (int) arguments[3]) * (to - from));
        return out;
    }

    /**
     * Whether this is the first call that fills lanes. It takes them even interpreted: the Vector API finds its implementations when they
     * are first asked for, and the compiler should meet them found.
     */
    private boolean isFirst(int positions) {
        if (!CompilerDirectives.inInterpreter() || ran || !Lanes.ARE_HERE || positions < Lanes.COUNT) return false;
        ran = true;
        return true;
    }

    /** Gives whether all leaves take steps of 0 or 1. */
    @ExplodeLoop private boolean begin(VirtualFrame frame, Walk walk, Object[] arrays) {
        boolean close = true;
        for (int i = 0; i < leaves; i++) {
            int step = steps.step(i, walk.step(i), walk.inner() > 1);
            frame.setObjectStatic(3 * i, arrays[i]);
            frame.setIntStatic(3 * i + 2, step);
            close &= step >>> 1 == 0;
        }
        return close;
    }

    @ExplodeLoop private void start(VirtualFrame frame, Walk walk, int row) {
        for (int i = 0; i < leaves; i++) frame.setIntStatic(3 * i + 1, walk.start(i, row));
    }

    @Override public String getName() { return name; }

    @Override public String toString() { return name; }
}
