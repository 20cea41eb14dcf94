// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.tile.Arithmetic;
import dev.dyadic.x86.tile.GroupProducts;
import dev.dyadic.x86.tile.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Weights by panels of columns, in each by the steps of the depth, in each by column; filled up with zeros. A panel of corrected weights
 * begins with 128 times the sum of each column.
 */
record Panels(MemorySegment memory, int count, int steps, long bytes) {

    private static final long LINE = 64;
    private static final int RAISED_BY = 128;

    static Panels pack(byte[] weights, int depth, int columns, Shape shape, Arithmetic arithmetic, boolean corrected) {
        int steps = Math.ceilDiv(depth, arithmetic.codes());
        int width = arithmetic.weightBytes();
        int head = corrected ? shape.columns() * Integer.BYTES : 0;
        long bytes = head + (long) steps * arithmetic.codes() * width * shape.columns();
        int count = Math.ceilDiv(columns, shape.columns());
        MemorySegment memory = Arena.ofAuto().allocate(count * bytes, LINE);
        for (int k = 0; k < depth; k++) {
            long step = (long) (k / arithmetic.codes()) * arithmetic.codes() * shape.columns();
            for (int c = 0; c < columns; c++) {
                long lane = (long) (c % shape.columns()) * arithmetic.codes() + k % arithmetic.codes();
                long at = c / shape.columns() * bytes + head + (step + lane) * width;
                byte weight = weights[k * columns + c];
                memory.set(ValueLayout.JAVA_BYTE, at, weight);
                if (width > 1) memory.set(ValueLayout.JAVA_BYTE, at + 1, (byte) (weight >> Byte.SIZE - 1));
            }
        }
        for (int c = 0; c < columns && corrected; c++) {
            int sum = 0;
            for (int k = 0; k < depth; k++) sum += weights[k * columns + c];
            long at = c / shape.columns() * bytes + c % shape.columns() * (long) Integer.BYTES;
            memory.set(ValueLayout.JAVA_INT, at, RAISED_BY * sum);
        }
        return new Panels(memory, count, steps, bytes);
    }

    /** Weights of few bits, in groups, as {@link GroupProducts} tells; its steps are groups. */
    static Panels pack(byte[] codes, byte[] multiples, int group, int depth, int columns, Shape shape, boolean corrected) {
        int steps = Math.ceilDiv(depth, GroupProducts.GROUP);
        int head = corrected ? shape.columns() * Integer.BYTES : 0;
        long bytes = head + (long) steps * GroupProducts.panelBytes(shape);
        int count = Math.ceilDiv(columns, shape.columns());
        MemorySegment memory = Arena.ofAuto().allocate(count * bytes, LINE);
        for (int panel = 0; panel < count; panel++) {
            var packing = new GroupPanel(memory.asSlice(panel * bytes, bytes), shape, panel * shape.columns());
            packing.codes(codes, depth, columns, head);
            packing.multiples(multiples, group, depth, columns, head);
            if (corrected) packing.corrections(codes, multiples, group, depth, columns);
        }
        return new Panels(memory, count, steps, bytes);
    }

    MemorySegment from(int panel) { return memory.asSlice(panel * bytes); }
}
