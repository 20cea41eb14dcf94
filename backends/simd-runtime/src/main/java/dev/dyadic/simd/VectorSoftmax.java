// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Softmax} of one row in vectors. */
final class VectorSoftmax {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();

    private VectorSoftmax() {}

    static void row(float[] x, int xAt, int columns, float[] out, int outAt) {
        if (columns == 0) return;
        float max = max(x, xAt, columns);
        float sum = powers(x, xAt, columns, max, out, outAt);
        multiply(out, outAt, columns, 1 / sum);
    }

    /** {@code x + (1 - keep) * fill}. */
    static void mask(float[] x, int xAt, int columns, float[] keep, int keepAt, float fill, float[] out, int outAt) {
        FloatVector one = FloatVector.broadcast(LANES, 1);
        int c = 0;
        for (int end = LANES.loopBound(columns); c < end; c += LENGTH) {
            FloatVector more = one.sub(FloatVector.fromArray(LANES, keep, keepAt + c)).mul(fill);
            FloatVector.fromArray(LANES, x, xAt + c).add(more).intoArray(out, outAt + c);
        }
        for (; c < columns; c++) out[outAt + c] = x[xAt + c] + (1 - keep[keepAt + c]) * fill;
    }

    /** NaN is passed over: it shows in the sum. */
    private static float max(float[] x, int xAt, int columns) {
        FloatVector most = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
        int c = 0;
        for (int end = LANES.loopBound(columns); c < end; c += LENGTH) {
            FloatVector here = FloatVector.fromArray(LANES, x, xAt + c);
            most = most.blend(here, here.compare(VectorOperators.GT, most));
        }
        float max = most.reduceLanes(VectorOperators.MAX);
        for (; c < columns; c++) max = Math.max(max, x[xAt + c]);
        return max;
    }

    /** Stores the powers; their sum. */
    private static float powers(float[] x, int xAt, int columns, float max, float[] out, int outAt) {
        FloatVector sum = FloatVector.zero(LANES);
        int c = 0;
        for (int end = LANES.loopBound(columns); c < end; c += LENGTH) {
            FloatVector power = VectorMath.expOrZero(FloatVector.fromArray(LANES, x, xAt + c).sub(max));
            power.intoArray(out, outAt + c);
            sum = sum.add(power);
        }
        float total = LaneSum.of(sum);
        return c == columns ? total : total + rest(x, xAt + c, columns - c, max, out, outAt + c);
    }

    /** The last powers, fewer than a vector. */
    private static float rest(float[] x, int xAt, int count, float max, float[] out, int outAt) {
        VectorMask<Float> some = LANES.indexInRange(0, count);
        FloatVector power = VectorMath.expOrZero(FloatVector.fromArray(LANES, x, xAt, some).sub(max));
        power.intoArray(out, outAt, some);
        return LaneSum.of(FloatVector.zero(LANES).blend(power, some));
    }

    private static void multiply(float[] x, int xAt, int count, float factor) {
        int i = 0;
        for (int end = LANES.loopBound(count); i < end; i += LENGTH) {
            FloatVector.fromArray(LANES, x, xAt + i).mul(factor).intoArray(x, xAt + i);
        }
        for (; i < count; i++) x[xAt + i] *= factor;
    }
}
