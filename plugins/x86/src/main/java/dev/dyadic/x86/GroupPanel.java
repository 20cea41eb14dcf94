// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.tile.GroupProducts;
import dev.dyadic.x86.tile.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Fills a panel of weights of 4 bits. What lies past the depth or the columns weighs nothing: its code is 0, raised by 8. */
record GroupPanel(MemorySegment memory, Shape shape, int column) {

    private static final int DEPTHS = 8;
    private static final int RAISED_BY = 8;
    private static final int RAISED_BY_FLIP = 128;

    void codes(byte[] codes, int depth, int columns, int head) {
        int groups = Math.ceilDiv(depth, GroupProducts.GROUP);
        for (int k = 0; k < groups * GroupProducts.GROUP; k++) {
            long group = head + (long) (k / GroupProducts.GROUP) * GroupProducts.panelBytes(shape);
            long eight = group + k % GroupProducts.GROUP / DEPTHS * (shape.columns() * 4L);
            int half = k % DEPTHS / 4;
            for (int c = 0; c < shape.columns(); c++) {
                boolean given = k < depth && column + c < columns;
                int code = given ? codes[k * columns + column + c] : 0;
                long at = eight + c * 4L + k % 4;
                int other = half == 0 ? 0 : memory.get(ValueLayout.JAVA_BYTE, at);
                memory.set(ValueLayout.JAVA_BYTE, at, (byte) (other | code + RAISED_BY << 4 * half));
            }
        }
    }

    void multiples(byte[] multiples, int group, int depth, int columns, int head) {
        for (int g = 0; g < Math.ceilDiv(depth, GroupProducts.GROUP); g++) {
            long at = head + (g + 1L) * GroupProducts.panelBytes(shape) - shape.columns();
            for (int c = 0; c < Math.min(shape.columns(), columns - column); c++) {
                byte multiple = multiples[g * GroupProducts.GROUP / group * columns + column + c];
                memory.set(ValueLayout.JAVA_BYTE, at + c, multiple);
            }
        }
    }

    /** Codes were lowered by 128 to be i8. */
    void corrections(byte[] codes, byte[] multiples, int group, int depth, int columns) {
        for (int c = 0; c < Math.min(shape.columns(), columns - column); c++) {
            int sum = 0;
            for (int k = 0; k < depth; k++)
                sum += codes[k * columns + column + c] * multiples[k / group * columns + column + c];
            memory.set(ValueLayout.JAVA_INT, c * 4L, -RAISED_BY_FLIP * sum);
        }
    }
}
