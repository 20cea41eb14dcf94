// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.tile.Arithmetic;
import dev.dyadic.x86.tile.GroupProducts;
import dev.dyadic.x86.tile.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Weights by panels of columns, in each by the steps of the depth, in each by column; filled up with zeros. A panel of corrected weights
 * begins with 128 times the sum of each column.
 */
record Panels(MemorySegment memory, int count, int steps, long bytes) {

    private static final long LINE = 64;
    static final int RAISED_BY = 128;

    static Panels pack(byte[] weights, int depth, int columns, Shape shape, Arithmetic arithmetic, boolean corrected) {
        int steps = Math.ceilDiv(depth, arithmetic.codes());
        int width = arithmetic.weightBytes();
        int head = corrected ? shape.columns() * Integer.BYTES : 0;
        long bytes = head + (long) steps * arithmetic.codes() * width * shape.columns();
        int count = Math.ceilDiv(columns, shape.columns());
        MemorySegment memory = Arena.ofAuto().allocate(count * bytes, LINE);
        byte[] panel = new byte[Math.toIntExact(bytes - head)];
        for (int p = 0; p < count; p++) {
            int first = p * shape.columns();
            int here = Math.min(shape.columns(), columns - first);
            if (here < shape.columns()) Arrays.fill(panel, (byte) 0);
            fill(panel, weights, depth, columns, first, here, shape.columns(), arithmetic.codes(), width);
            MemorySegment.copy(panel, 0, memory, ValueLayout.JAVA_BYTE, p * bytes + head, panel.length);
            for (int c = 0; c < here && corrected; c++) {
                int sum = 0;
                for (int k = 0; k < depth; k++) sum += weights[k * columns + first + c];
                memory.set(ValueLayout.JAVA_INT, p * bytes + c * (long) Integer.BYTES, RAISED_BY * sum);
            }
        }
        return new Panels(memory, count, steps, bytes);
    }

    /** An array, as its elements are quickly set before anything is compiled; {@code codes} steps of a column lie next to each other. */
    private static void fill(byte[] panel, byte[] weights, int depth, int columns, int first, int here, int lanes, int codes,
            int width) {
        for (int k = 0; k < depth; k++) {
            int at = (k / codes * codes * lanes + k % codes) * width;
            int from = k * columns + first;
            for (int c = 0; c < here; c++) {
                byte weight = weights[from + c];
                panel[at] = weight;
                if (width > 1) panel[at + 1] = (byte) (weight >> Byte.SIZE - 1);
                at += codes * width;
            }
        }
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
