// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.tile.Planes;
import dev.dyadic.x86.tile.Shape;
import dev.dyadic.x86.tile.TableProducts;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Fills panels of weights in planes of bits, as {@link TableProducts} tells. What lies past the depth or the columns has bits and multiples
 * of 0. A panel is filled in an array, as its elements are quickly set before anything is compiled.
 */
record TablePanel(byte[] bytes, Shape shape, Planes planes) {

    private static final long LINE = 64;

    static Panels pack(byte[] codes, byte[] multiples, int group, int depth, int columns, Shape shape, Planes planes,
            boolean lowered) {
        int steps = Math.ceilDiv(depth, planes.step());
        int head = lowered ? shape.columns() * Integer.BYTES : 0;
        int weights = Math.multiplyExact(steps, TableProducts.stepBytes(planes, shape));
        long bytes = head + (long) weights;
        int count = Math.ceilDiv(columns, shape.columns());
        MemorySegment memory = Arena.ofAuto().allocate(count * bytes, LINE);
        for (int p = 0; p < count; p++) {
            int column = p * shape.columns();
            var panel = new TablePanel(new byte[weights], shape, planes);
            panel.fill(codes, multiples, group, depth, columns, column);
            MemorySegment own = memory.asSlice(p * bytes, bytes);
            MemorySegment.copy(panel.bytes, 0, own, ValueLayout.JAVA_BYTE, head, weights);
            if (lowered) new GroupPanel(own, shape, column).corrections(codes, multiples, group, depth, columns);
        }
        return new Panels(memory, count, steps, bytes);
    }

    private void fill(byte[] codes, byte[] multiples, int group, int depth, int columns, int column) {
        int here = Math.min(shape.columns(), columns - column);
        int groupBytes = TableProducts.groupBytes(planes, shape);
        for (int k = 0; k < depth; k++) {
            int own = k / planes.group();
            int step = own / 2 * TableProducts.stepBytes(planes, shape);
            int quad = k % planes.group() / 4;
            for (int plane = 0; plane < planes.count(); plane++) {
                for (int c = 0; c < here; c++) {
                    int bit = planes.bit(codes[k * columns + column + c], plane);
                    int place = TableProducts.place(planes, shape, plane, quad, c);
                    bytes[step + own % 2 * groupBytes + place / 2] |= (byte) (bit << k % 4 + place % 2 * 4);
                }
            }
            if (k % planes.group() != 0) continue;
            int at = step + 2 * groupBytes + own % 2;
            for (int c = 0; c < here; c++) bytes[at + 2 * c] = multiples[k / group * columns + column + c];
        }
    }
}
