// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;

/** A function of a code, value by value. */
final class Table extends Expression {

    @Child private Expression x;
    private final int least;
    private final long[] entries;
    private final int[] narrow;
    private final boolean isNarrow;

    /** @param least the code of the first entry */
    Table(Expression x, long least, long[] entries) {
        this.x = x;
        this.least = (int) least;
        this.entries = entries;
        this.narrow = Arrays.stream(entries).mapToInt(entry -> (int) entry).toArray();
        this.isNarrow = Arrays.stream(entries).allMatch(entry -> entry == (int) entry);
    }

    @Override long asLong(VirtualFrame frame, int i) { return entries[(int) x.asLong(frame, i) - least]; }

    @Override boolean hasLanes() { return isNarrow && x.hasLanes(); }

    /** Lane by lane: gathering is no single instruction to Truffle's compiler. */
    @Override
    @ExplodeLoop IntVector lanes(VirtualFrame frame, int i) {
        IntVector codes = x.lanes(frame, i).sub(least);
        IntVector found = codes;
        for (int lane = 0; lane < Lanes.COUNT; lane++) found = found.withLane(lane, narrow[codes.lane(lane)]);
        return found;
    }
}
