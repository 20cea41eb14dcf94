// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.ColumnRequant;
import dev.dyadic.plugin.kernel.PackedWindows;
import dev.dyadic.plugin.kernel.SumRequant;
import dev.dyadic.x86.machine.Engine;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.machine.TileCall;
import dev.dyadic.x86.machine.Walk;
import dev.dyadic.x86.tile.SumCodes;
import dev.dyadic.x86.tile.SumTable;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** A convolution whose codes are summed up with others by a program, while they are in the first cache. */
final class SummedWindows implements PackedWindows {

    private record Sum(SumTable table, Program program) {}

    private final PackedWindows windows;
    private final SumDesign design;
    private final Engine engine;

    /** The requantizing seen last: weights are mostly used with one. */
    private volatile Optional<Sum> sum = Optional.empty();

    SummedWindows(PackedWindows windows, SumDesign design, Engine engine) {
        this.windows = windows;
        this.design = design;
        this.engine = engine;
    }

    @Override public void sums(
            byte[] x, int xAt, int height, int width, int outWidth, int from, int to, int[] out, int outAt) {
        windows.sums(x, xAt, height, width, outWidth, from, to, out, outAt);
    }

    @Override public void codes(
            byte[] x,
            int xAt,
            int height,
            int width,
            int outWidth,
            int from,
            int to,
            ColumnRequant requant,
            byte[] out,
            int outAt) {
        windows.codes(x, xAt, height, width, outWidth, from, to, requant, out, outAt);
    }

    @Override public void codes(
            byte[] x,
            int xAt,
            int height,
            int width,
            int outWidth,
            int from,
            int to,
            ColumnRequant requant,
            byte[] b,
            int bAt,
            SumRequant requantSum,
            byte[] out,
            int outAt) {
        if (!SumTable.holds(requantSum)) {
            windows.codes(x, xAt, height, width, outWidth, from, to, requant, b, bAt, requantSum, out, outAt);
            return;
        }
        windows.codes(x, xAt, height, width, outWidth, from, to, requant, out, outAt);
        int count = (to - from) * requant.multipliers().length;
        int whole = count / SumCodes.AT_ONCE * SumCodes.AT_ONCE;
        if (whole > 0)
            add(made(requantSum), MemorySegment.ofArray(out).asSlice(outAt, whole), MemorySegment.ofArray(b).asSlice(bAt, whole));
        for (int i = whole; i < count; i++) out[outAt + i] = requantSum.code(out[outAt + i], b[bAt + i]);
    }

    private void add(Sum made, MemorySegment codes, MemorySegment b) {
        engine.tile(made.program(), new TileCall(codes, b, codes, MemorySegment.NULL, made.table().memory(), MemorySegment.NULL,
                MemorySegment.NULL, 0, 0, codes.byteSize() / SumCodes.AT_ONCE, 0, 1, 1, 0, 0, Walk.MATRIX));
    }

    private Sum made(SumRequant requant) {
        Optional<Sum> known = sum;
        if (known.isPresent() && known.get().table().requant() == requant) return known.get();
        var made = new Sum(SumTable.of(requant), design.program(requant));
        sum = Optional.of(made);
        return made;
    }

    @Override public void close() {
        windows.close();
    }
}
