// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/** {@link VectorNorms} in plain loops: sums are taken in the same chains, a lane after the other, so that the bits are the same. */
final class ScalarNorms {

    /** Lanes of two vectors: there are two chains of them. */
    private static final int CHAINS = 2 * Lanes.FLOATS;

    private ScalarNorms() {}

    static void layerNorm(float[] x, int xAt, int columns, float epsilon, float[] gain, float[] bias) {
        float mean = sum(x, xAt, columns) / columns;
        float inverse = (float) (1 / Math.sqrt((double) squares(x, xAt, columns, mean) / columns + epsilon));
        scale(x, xAt, columns, mean, inverse, gain, bias);
    }

    static void rmsNorm(float[] x, int xAt, int columns, float epsilon, float[] gain) {
        float inverse = (float) (1 / Math.sqrt((double) squares(x, xAt, columns, 0) / columns + epsilon));
        scale(x, xAt, columns, 0, inverse, gain, new float[0]);
    }

    private static void scale(float[] x, int xAt, int columns, float mean, float inverse, float[] gain, float[] bias) {
        boolean biased = bias.length > 0;
        for (int c = 0; c < columns; c++) {
            float value = (x[xAt + c] - mean) * inverse * gain[c];
            x[xAt + c] = biased ? value + bias[c] : value;
        }
    }

    private static float sum(float[] x, int xAt, int columns) {
        float[] lanes = lanes();
        int c = 0;
        for (int end = columns - columns % CHAINS; c < end; c++) lanes[c % CHAINS] += x[xAt + c];
        float total = across(lanes);
        for (; c < columns; c++) total += x[xAt + c];
        return total;
    }

    private static float squares(float[] x, int xAt, int columns, float mean) {
        float[] lanes = lanes();
        int c = 0;
        for (int end = columns - columns % CHAINS; c < end; c++) {
            float distance = x[xAt + c] - mean;
            lanes[c % CHAINS] = Math.fma(distance, distance, lanes[c % CHAINS]);
        }
        float total = across(lanes);
        for (; c < columns; c++) total += (x[xAt + c] - mean) * (x[xAt + c] - mean);
        return total;
    }

    private static float[] lanes() {
        float[] lanes = Scratch.floats(CHAINS);
        Arrays.fill(lanes, 0, CHAINS, 0);
        return lanes;
    }

    /** The one chain is added to the other, then as {@link LaneSum} does. */
    private static float across(float[] lanes) {
        for (int half = CHAINS / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
        }
        return lanes[0];
    }
}
