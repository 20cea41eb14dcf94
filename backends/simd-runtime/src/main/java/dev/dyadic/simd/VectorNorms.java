// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Norms} and {@link Softmax} of one row in vectors. A row is summed by lanes, then across them. */
final class VectorNorms {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();

    private VectorNorms() {}

    static void softmax(float[] x, int xAt, int columns, float[] out, int outAt) {
        if (columns == 0) return;
        float max = max(x, xAt, columns);
        FloatVector sum = FloatVector.zero(LANES);
        int c = 0;
        for (int end = LANES.loopBound(columns); c < end; c += LENGTH) {
            FloatVector power = VectorMath.exp(FloatVector.fromArray(LANES, x, xAt + c).sub(max));
            power.intoArray(out, outAt + c);
            sum = sum.add(power);
        }
        if (c < columns) {
            VectorMask<Float> rest = LANES.indexInRange(c, columns);
            FloatVector power = VectorMath.exp(FloatVector.fromArray(LANES, x, xAt + c, rest).sub(max));
            power.intoArray(out, outAt + c, rest);
            sum = sum.add(power, rest);
        }
        multiply(out, outAt, columns, 1 / LaneSum.of(sum));
    }

    private static float max(float[] x, int xAt, int columns) {
        FloatVector most = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
        int c = 0;
        for (int end = LANES.loopBound(columns); c < end; c += LENGTH) most = most.max(FloatVector.fromArray(LANES, x, xAt + c));
        float max = most.reduceLanes(VectorOperators.MAX);
        for (; c < columns; c++) max = Math.max(max, x[xAt + c]);
        return max;
    }

    private static void multiply(float[] x, int xAt, int count, float factor) {
        for (int i = 0; i < count; i++) x[xAt + i] *= factor;
    }

    static void layerNorm(float[] x, int xAt, int columns, float epsilon, float[] gain, float[] bias) {
        float mean = sum(x, xAt, columns) / columns;
        float inverse = (float) (1 / Math.sqrt((double) squares(x, xAt, columns, mean) / columns + epsilon));
        for (int c = 0; c < columns; c++) x[xAt + c] = (x[xAt + c] - mean) * inverse * gain[c];
        if (bias.length > 0) for (int c = 0; c < columns; c++) x[xAt + c] += bias[c];
    }

    static void rmsNorm(float[] x, int xAt, int columns, float epsilon, float[] gain) {
        float inverse = (float) (1 / Math.sqrt((double) squares(x, xAt, columns, 0) / columns + epsilon));
        for (int c = 0; c < columns; c++) x[xAt + c] = x[xAt + c] * inverse * gain[c];
    }

    private static float sum(float[] x, int xAt, int columns) {
        FloatVector sum = FloatVector.zero(LANES);
        int c = 0;
        for (int end = LANES.loopBound(columns); c < end; c += LENGTH) sum = sum.add(FloatVector.fromArray(LANES, x, xAt + c));
        float total = LaneSum.of(sum);
        for (; c < columns; c++) total += x[xAt + c];
        return total;
    }

    private static float squares(float[] x, int xAt, int columns, float mean) {
        FloatVector sum = FloatVector.zero(LANES);
        int c = 0;
        for (int end = LANES.loopBound(columns); c < end; c += LENGTH) {
            FloatVector distance = FloatVector.fromArray(LANES, x, xAt + c).sub(mean);
            sum = distance.fma(distance, sum);
        }
        float total = LaneSum.of(sum);
        for (; c < columns; c++) total += (x[xAt + c] - mean) * (x[xAt + c] - mean);
        return total;
    }
}
