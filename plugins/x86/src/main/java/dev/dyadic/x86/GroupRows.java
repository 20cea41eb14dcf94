// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.tile.GroupProducts;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Rows by groups: the codes as i8, and what takes off the 8 by which weights are raised: -8 times the sum of the codes, or with two sums
 * per lane, one for each half of four neighbours.
 *
 * @param flip what makes i8 of codes: 0x80 where they are u8
 */
record GroupRows(int depth, int flip, boolean quads) implements Rows {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final int RAISED_BY = 8;

    int groups() {
        return Math.ceilDiv(depth, GroupProducts.GROUP);
    }

    @Override public long bytes() {
        return Math.max(1, groups()) * (long) GroupProducts.ROW_BYTES;
    }

    @Override public void prepare(byte[] a, long aAt, int aStride, int rows, MemorySegment to, long stride) {
        for (int r = 0; r < rows; r++) {
            int from = (int) aAt + r * aStride;
            for (int g = 0; g < groups(); g++)
                group(a, from, g * GroupProducts.GROUP, to, r * stride + (long) g * GroupProducts.ROW_BYTES);
        }
    }

    private void group(byte[] a, int rowAt, int k, MemorySegment to, long at) {
        int count = Math.min(GroupProducts.GROUP, depth - k);
        int lower = 0;
        int upper = 0;
        for (int i = 0; i < count; i++) {
            int code = (byte) (a[rowAt + k + i] ^ flip);
            to.set(ValueLayout.JAVA_BYTE, at + i, (byte) code);
            // The upper half of a lane has the third and the fourth of four neighbours.
            if ((i & 2) == 0) lower += code;
            else upper += code;
        }
        for (int i = count; i < GroupProducts.GROUP; i++) to.set(ValueLayout.JAVA_BYTE, at + i, (byte) 0);
        int start = quads ? -RAISED_BY * (lower + upper) : -RAISED_BY * lower & 0xFFFF | -RAISED_BY * upper << 16;
        to.set(INT, at + GroupProducts.GROUP, start);
    }
}
