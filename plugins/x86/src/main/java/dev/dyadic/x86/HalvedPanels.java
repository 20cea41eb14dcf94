// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.x86.tile.HalvedProducts;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Weights as {@link HalvedProducts} wants them. */
final class HalvedPanels {

    private static final int CODES = HalvedProducts.CODES;
    private static final int COLUMNS = HalvedDesign.SHAPE.columns();
    private static final int LANES = HalvedDesign.SHAPE.width().lanes();
    private static final int STEP_BYTES = HalvedProducts.panelBytes(HalvedDesign.SHAPE);
    private static final int HEAD_BYTES = COLUMNS * Integer.BYTES;
    private static final long LINE = 64;

    private HalvedPanels() {}

    static Panels pack(byte[] weights, int depth, int columns) {
        int steps = Math.ceilDiv(depth, CODES);
        long bytes = HEAD_BYTES + (long) steps * STEP_BYTES;
        int count = Math.ceilDiv(columns, COLUMNS);
        MemorySegment memory = Arena.ofAuto().allocate(count * bytes, LINE);
        byte[] panel = new byte[Math.toIntExact(bytes - HEAD_BYTES)];
        int[] head = new int[COLUMNS];
        for (int p = 0; p < count; p++) {
            int first = p * COLUMNS;
            int here = Math.min(COLUMNS, columns - first);
            Arrays.fill(panel, (byte) 0);
            Arrays.fill(head, 0);
            for (int k = 0; k < depth; k++) {
                int from = k * columns + first;
                fill(panel, k, weights, from, here);
                for (int c = 0; c < here && k % 2 == 1; c++) head[c] += weights[from + c] * weights[from + c - columns];
            }
            MemorySegment.copy(head, 0, memory, ValueLayout.JAVA_INT, p * bytes, COLUMNS);
            MemorySegment.copy(panel, 0, memory, ValueLayout.JAVA_BYTE, p * bytes + HEAD_BYTES, panel.length);
        }
        return new Panels(memory, count, steps, bytes);
    }

    /** The weights of a row: in each step and register of columns, those of odd rows stand before those of even ones. */
    private static void fill(byte[] panel, int k, byte[] weights, int from, int count) {
        int step = k / CODES * STEP_BYTES;
        int half = 1 - k % 2;
        int pair = k % CODES / 2;
        for (int c = 0; c < count; c++)
            panel[step + (c / LANES * 2 + half) * 2 * LANES + c % LANES * 2 + pair] = weights[from + c];
    }
}
