// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Norms} of one row in vectors. A row is summed in two chains of vectors, then across their lanes. */
final class VectorNorms {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();

    private VectorNorms() {}

    static void layerNorm(float[] x, int xAt, int columns, float epsilon, float[] gain, float[] bias) {
        float mean = sum(x, xAt, columns) / columns;
        float inverse = (float) (1 / Math.sqrt((double) squares(x, xAt, columns, mean) / columns + epsilon));
        scale(x, xAt, columns, mean, inverse, gain, bias);
    }

    static void rmsNorm(float[] x, int xAt, int columns, float epsilon, float[] gain) {
        float inverse = (float) (1 / Math.sqrt((double) squares(x, xAt, columns, 0) / columns + epsilon));
        scale(x, xAt, columns, 0, inverse, gain, new float[0]);
    }

    /** {@code x + residual}; an empty residual adds nothing. */
    static void add(float[] x, int xAt, float[] residual, int residualAt, int count, float[] out, int outAt) {
        if (residual.length == 0) {
            System.arraycopy(x, xAt, out, outAt, count);
            return;
        }
        int i = 0;
        for (int end = LANES.loopBound(count); i < end; i += LENGTH) {
            FloatVector more = FloatVector.fromArray(LANES, residual, residualAt + i);
            FloatVector.fromArray(LANES, x, xAt + i).add(more).intoArray(out, outAt + i);
        }
        for (; i < count; i++) out[outAt + i] = x[xAt + i] + residual[residualAt + i];
    }

    private static void scale(float[] x, int xAt, int columns, float mean, float inverse, float[] gain, float[] bias) {
        boolean biased = bias.length > 0;
        int c = 0;
        for (int end = LANES.loopBound(columns); c < end; c += LENGTH) {
            FloatVector value = FloatVector.fromArray(LANES, x, xAt + c).sub(mean).mul(inverse)
                    .mul(FloatVector.fromArray(LANES, gain, c));
            if (biased) value = value.add(FloatVector.fromArray(LANES, bias, c));
            value.intoArray(x, xAt + c);
        }
        for (; c < columns; c++) {
            float value = (x[xAt + c] - mean) * inverse * gain[c];
            x[xAt + c] = biased ? value + bias[c] : value;
        }
    }

    private static float sum(float[] x, int xAt, int columns) {
        FloatVector even = FloatVector.zero(LANES);
        FloatVector odd = even;
        int c = 0;
        for (int end = columns - columns % (2 * LENGTH); c < end; c += 2 * LENGTH) {
            even = even.add(FloatVector.fromArray(LANES, x, xAt + c));
            odd = odd.add(FloatVector.fromArray(LANES, x, xAt + c + LENGTH));
        }
        float total = LaneSum.of(even.add(odd));
        for (; c < columns; c++) total += x[xAt + c];
        return total;
    }

    private static float squares(float[] x, int xAt, int columns, float mean) {
        FloatVector even = FloatVector.zero(LANES);
        FloatVector odd = even;
        int c = 0;
        for (int end = columns - columns % (2 * LENGTH); c < end; c += 2 * LENGTH) {
            FloatVector first = FloatVector.fromArray(LANES, x, xAt + c).sub(mean);
            FloatVector second = FloatVector.fromArray(LANES, x, xAt + c + LENGTH).sub(mean);
            even = first.fma(first, even);
            odd = second.fma(second, odd);
        }
        float total = LaneSum.of(even.add(odd));
        for (; c < columns; c++) total += (x[xAt + c] - mean) * (x[xAt + c] - mean);
        return total;
    }
}
