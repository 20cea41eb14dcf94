// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.machine.RowsCall;
import dev.dyadic.x86.tile.Planes;
import dev.dyadic.x86.tile.TableProducts;
import dev.dyadic.x86.tile.TablesProgram;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rows as tables, made by a program; what of a row is no whole step is filled up first.
 *
 * @param unsigned whether the codes are u8
 */
record TableRows(Program program, Engine engine, Planes planes, int depth, boolean unsigned) implements Rows {

    /** A program stays until the process ends, so each is made once. */
    private static final Map<TablesProgram, Program> PROGRAMS = new ConcurrentHashMap<>();

    private static final byte U8_NOTHING = (byte) 0x80;

    static Program program(Planes planes, boolean unsigned) {
        return PROGRAMS.computeIfAbsent(new TablesProgram(planes, unsigned), TablesProgram::program);
    }

    @Override public long bytes() {
        return Math.max(1, Math.ceilDiv(depth, planes.step())) * (long) TableProducts.rowBytes(planes);
    }

    @Override public void prepare(byte[] a, long aAt, int aStride, int rows, MemorySegment to, long stride) {
        int step = planes.step();
        int left = depth % step;
        int whole = depth - left;
        if (whole > 0)
            engine.rows(program, new RowsCall(MemorySegment.ofArray(a).asSlice(aAt), to, aStride, stride, rows, whole, 0));
        if (left == 0) return;
        byte[] last = Scratch.own().strip(rows * step);
        Arrays.fill(last, 0, rows * step, unsigned ? U8_NOTHING : 0);
        for (int r = 0; r < rows; r++) System.arraycopy(a, (int) aAt + r * aStride + whole, last, r * step, left);
        MemorySegment rest = to.asSlice((long) whole / step * TableProducts.rowBytes(planes));
        engine.rows(program, new RowsCall(MemorySegment.ofArray(last), rest, step, stride, rows, step, 0));
    }
}
