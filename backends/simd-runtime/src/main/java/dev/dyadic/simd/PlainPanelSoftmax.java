// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import dev.dyadic.simd.PanelSoftmax.More;
import java.util.Arrays;

/** {@link PanelSoftmax} in plain loops: with vectors by the arithmetic of {@link VectorPanelSoftmax}, without in f64. */
final class PlainPanelSoftmax {

    private static final int WIDTH = FloatGemm.TILE_COLUMNS;

    private PlainPanelSoftmax() {}

    static void powers(float[] memory, int at, int rows, More more, int moreAt, int sharesAt) {
        Arrays.fill(memory, sharesAt, sharesAt + WIDTH, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < rows * WIDTH; i++) {
            float s = switch (more) {
                case NONE -> memory[at + i];
                case SHARED -> memory[at + i] + memory[moreAt + i / WIDTH];
                case OWN -> memory[at + i] + memory[moreAt + i];
            };
            memory[at + i] = s;
            if (s > memory[sharesAt + i % WIDTH]) memory[sharesAt + i % WIDTH] = s;
        }
        for (int c = 0; c < WIDTH; c++) {
            if (Lanes.PLAIN) exact(memory, at + c, rows, sharesAt + c);
            else asLanes(memory, at + c, rows, sharesAt + c);
        }
    }

    private static void exact(float[] memory, int at, int rows, int shareAt) {
        double sum = 0;
        for (int i = at; i < at + rows * WIDTH; i += WIDTH) {
            memory[i] = (float) Math.exp((double) memory[i] - memory[shareAt]);
            sum += memory[i];
        }
        memory[shareAt] = (float) (1 / sum);
    }

    private static void asLanes(float[] memory, int at, int rows, int shareAt) {
        float sum = 0;
        for (int i = at; i < at + rows * WIDTH; i += WIDTH) {
            memory[i] = ScalarMath.expOrZero(memory[i] - memory[shareAt]);
            sum += memory[i];
        }
        memory[shareAt] = 1 / sum;
    }
}
