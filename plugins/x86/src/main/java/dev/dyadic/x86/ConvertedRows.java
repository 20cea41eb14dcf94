// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.machine.RowsCall;
import java.lang.foreign.MemorySegment;

/** Rows converted by a program, and filled up to whole steps. Rows that touch each other, before and after, are converted as one. */
record ConvertedRows(Program program, Engine engine, int depth, long bytes) implements Rows {

    private static final int STEP_BYTES = 4;

    /** Rows of as many steps. */
    static ConvertedRows ofSteps(Program program, Engine engine, int depth, int steps) {
        return new ConvertedRows(program, engine, depth, (long) Math.max(1, steps) * STEP_BYTES);
    }

    @Override public void prepare(byte[] a, long aAt, int aStride, int rows, MemorySegment to, long stride) {
        if (depth == 0) {
            to.asSlice(0, rows * stride).fill((byte) 0);
            return;
        }
        MemorySegment from = MemorySegment.ofArray(a).asSlice(aAt);
        boolean touching = bytes == depth && stride == depth && aStride == depth;
        if (touching)
            engine.rows(program,
                    new RowsCall(from, to, rows * depth, rows * stride, 1, rows * depth, rows * stride - STEP_BYTES));
        else
            engine.rows(program, new RowsCall(from, to, aStride, stride, rows, depth, bytes - STEP_BYTES));
    }
}
