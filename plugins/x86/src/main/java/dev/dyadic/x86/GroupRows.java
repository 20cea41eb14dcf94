// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.tile.GroupProducts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows by groups: the codes as i8, and what takes off the 8 by which weights are raised: -8 times the sum of the codes, or with two sums
 * per lane, one for each half of four neighbours.
 *
 * @param flip what makes i8 of codes: 0x80 where they are u8
 */
record GroupRows(int depth, int flip, boolean quads) implements Rows {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int RAISED_BY = 8;
    private static final long BYTES = 0x0101010101010101L;
    private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
    private static final long SIGNS = 0x8080808080808080L;

    int groups() {
        return Math.ceilDiv(depth, GroupProducts.GROUP);
    }

    @Override public long bytes() {
        return Math.max(1, groups()) * (long) GroupProducts.ROW_BYTES;
    }

    @Override public void prepare(byte[] a, long aAt, int aStride, int rows, MemorySegment to, long stride) {
        int whole = depth / GroupProducts.GROUP;
        for (int r = 0; r < rows; r++) {
            int from = (int) aAt + r * aStride;
            long target = r * stride;
            for (int g = 0; g < whole; g++)
                group(a, from + g * GroupProducts.GROUP, to, target + (long) g * GroupProducts.ROW_BYTES);
            if (whole == groups()) continue;
            byte[] last = Scratch.own().group();
            Arrays.fill(last, (byte) flip);
            System.arraycopy(a, from + whole * GroupProducts.GROUP, last, 0, depth - whole * GroupProducts.GROUP);
            group(last, 0, to, target + (long) whole * GroupProducts.ROW_BYTES);
        }
    }

    /** Eight codes at a time, raised by 128 so that bytes add up in pairs: the sums of both halves of four neighbours, twice. */
    private void group(byte[] a, int from, MemorySegment to, long at) {
        long pairs = 0;
        for (int i = 0; i < GroupProducts.GROUP; i += Long.BYTES) {
            long codes = (long) LONGS.get(a, from + i) ^ flip * BYTES;
            to.set(LONG, at + i, codes);
            long raised = codes ^ SIGNS;
            pairs += (raised & EVEN_BYTES) + (raised >>> 8 & EVEN_BYTES);
        }
        int both = (int) pairs + (int) (pairs >>> 32);
        int raise = 128 * GroupProducts.GROUP / 2;
        int lower = (both & 0xFFFF) - raise;
        int upper = (both >>> 16) - raise;
        int start = quads ? -RAISED_BY * (lower + upper) : -RAISED_BY * lower & 0xFFFF | -RAISED_BY * upper << 16;
        to.set(INT, at + GroupProducts.GROUP, start);
    }
}
