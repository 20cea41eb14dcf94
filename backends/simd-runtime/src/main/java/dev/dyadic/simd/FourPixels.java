// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A vector of channels of four neighbouring pixels: they share the weights that are loaded, and hide the latency of each other's sums. */
final class FourPixels {

    static final int COUNT = 4;

    private static final VectorSpecies<Float> LANES = Species.F32;

    private FourPixels() {}

    /**
     * {@code start + sum over taps of x * w} for pixels {@code 0} to {@code last}, which is repeated for those that there are not.
     *
     * @param at what the first pixel looks at
     * @param step from there to what the next one looks at
     * @param last at most 3
     * @param taps of each tap, how far from there it lies, and how far its weights lie from {@code weightsAt}
     * @param outStep from a pixel's sums to those of the next
     */
    static void sum(float[] x, int at, int step, int last, int[] taps, int count, float[] weights, int weightsAt, float[] start,
            int startAt, float[] out, int outAt, int outStep) {
        int x1 = at + Math.min(1, last) * step;
        int x2 = at + Math.min(2, last) * step;
        int x3 = at + last * step;
        FloatVector s0 = FloatVector.fromArray(LANES, start, startAt);
        FloatVector s1 = s0, s2 = s0, s3 = s0;
        for (int i = 0; i < count; i++) {
            int offset = taps[2 * i];
            FloatVector w = FloatVector.fromArray(LANES, weights, weightsAt + taps[2 * i + 1]);
            s0 = w.fma(FloatVector.fromArray(LANES, x, at + offset), s0);
            s1 = w.fma(FloatVector.fromArray(LANES, x, x1 + offset), s1);
            s2 = w.fma(FloatVector.fromArray(LANES, x, x2 + offset), s2);
            s3 = w.fma(FloatVector.fromArray(LANES, x, x3 + offset), s3);
        }
        s0.intoArray(out, outAt);
        s1.intoArray(out, outAt + Math.min(1, last) * outStep);
        s2.intoArray(out, outAt + Math.min(2, last) * outStep);
        s3.intoArray(out, outAt + last * outStep);
    }
}
