// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** Checks of what is packed and of what a call is given. */
final class Sizes {

    private Sizes() {}

    /** @throws RuntimeException unless an array holds a matrix */
    static void check(byte[] matrix, int rows, int columns) {
        if (rows < 0 || columns < 0) throw new IllegalArgumentException("no size: " + rows + " by " + columns);
        Objects.checkFromIndexSize(0, Math.multiplyExact(rows, columns), matrix.length);
    }

    /** @throws IndexOutOfBoundsException unless an array of that length holds rows of {@code count} elements */
    static void checkRows(int length, int at, int stride, int rows, int count) {
        if (stride < 0 || at < 0 || at + (long) (rows - 1) * stride + count > length)
            throw new IndexOutOfBoundsException(
                    rows + " rows of " + count + ", " + stride + " apart, from " + at + " on leave an array of " + length);
    }

    /** From there on; nothing where that is past the end. */
    static MemorySegment slice(MemorySegment segment, long from) {
        return segment.asSlice(Math.min(from, segment.byteSize()));
    }
}
