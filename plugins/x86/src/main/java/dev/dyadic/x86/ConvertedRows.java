// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.machine.RowsCall;
import java.lang.foreign.MemorySegment;

/** Rows converted by a program, and filled up to whole steps. */
record ConvertedRows(Program program, Engine engine, int depth, int steps) implements Rows {

    private static final int STEP_BYTES = 4;

    @Override public long bytes() {
        return (long) Math.max(1, steps) * STEP_BYTES;
    }

    @Override public void prepare(byte[] a, long aAt, int aStride, int rows, MemorySegment to, long stride) {
        if (depth == 0) return;
        long padAt = (steps - 1L) * STEP_BYTES;
        engine.rows(program, new RowsCall(MemorySegment.ofArray(a).asSlice(aAt), to, aStride, stride, rows, depth, padAt));
    }
}
