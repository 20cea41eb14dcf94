// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/** Softmax down the columns of a panel of {@link FloatGemm#TILE_COLUMNS} columns, in two steps. */
final class PanelSoftmax {

    private static final int WIDTH = FloatGemm.TILE_COLUMNS;

    private PanelSoftmax() {}

    /**
     * Puts {@code e^(s - max)} for x, with {@code s = x * scale + more} and the greatest s of the column; powers too small for a normal f32
     * are 0.
     *
     * @param memory the panel stands at {@code at}, row by row
     * @param moreAt where in memory an element for each row stands if they are shared, else another panel
     * @param sharesAt where in memory 1 over the sum of each column goes
     */
    static void powers(float[] memory, int at, int rows, float scale, int moreAt, boolean shared, int sharesAt) {
        if (!Lanes.PLAIN) {
            VectorPanelSoftmax.powers(memory, at, rows, scale, moreAt, shared, sharesAt);
            return;
        }
        Arrays.fill(memory, sharesAt, sharesAt + WIDTH, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < rows * WIDTH; i++) {
            float s = memory[at + i] * scale + memory[moreAt + (shared ? i / WIDTH : i)];
            memory[at + i] = s;
            if (s > memory[sharesAt + i % WIDTH]) memory[sharesAt + i % WIDTH] = s;
        }
        for (int c = 0; c < WIDTH; c++) {
            double sum = 0;
            for (int i = at + c; i < at + rows * WIDTH; i += WIDTH) {
                memory[i] = (float) Math.exp((double) memory[i] - memory[sharesAt + c]);
                sum += memory[i];
            }
            memory[sharesAt + c] = (float) (1 / sum);
        }
    }

    /** Multiplies each column of a panel by its share. */
    static void multiply(float[] memory, int at, int rows, int sharesAt) {
        if (!Lanes.PLAIN) VectorPanelSoftmax.multiply(memory, at, rows, sharesAt);
        for (int i = 0; Lanes.PLAIN && i < rows * WIDTH; i++) memory[at + i] *= memory[sharesAt + i % WIDTH];
    }
}
