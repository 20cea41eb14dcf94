// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Quantize} in vectors. */
final class VectorQuantize {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();

    private VectorQuantize() {}

    /** Quotients are clamped before they are rounded, which is the same, as the bounds are integers. */
    static void codes(float[] x, int xAt, int count, float scale, int zero, int lo, int hi, byte[] out, int outAt) {
        int end = LANES.loopBound(count);
        int[] codes = Scratch.ints(end);
        for (int i = 0; i < end; i += LENGTH) {
            FloatVector q = FloatVector.fromArray(LANES, x, xAt + i).div(scale);
            q = q.blend(0f, q.compare(VectorOperators.NE, q));
            q = q.blend((float) (lo - zero), q.compare(VectorOperators.LT, (float) (lo - zero)));
            q = q.blend((float) (hi - zero), q.compare(VectorOperators.GT, (float) (hi - zero)));
            q.add(VectorMath.MAGIC).reinterpretAsInts().sub(VectorMath.MAGIC_BITS - zero).intoArray(codes, i);
        }
        VectorBytes.narrow(codes, 0, end, out, outAt);
        for (int i = end; i < count; i++) out[outAt + i] = ScalarMath.code(x[xAt + i] / scale, zero, lo, hi);
    }

    /** As {@link #codes} with 0 for zero, where no quotient is rounded to more than 127: the low byte of a rounded quotient is its code. */
    static void bounded(float[] x, int xAt, int count, float scale, byte[] out, int outAt) {
        if (Species.QUARTER_I8.length() > LENGTH) {
            codes(x, xAt, count, scale, 0, -127, 127, out, outAt);
            return;
        }
        int end = LANES.loopBound(count);
        for (int i = 0; i < end; i += LENGTH) {
            FloatVector rounded = FloatVector.fromArray(LANES, x, xAt + i).div(scale).add(VectorMath.MAGIC);
            ((ByteVector) rounded.reinterpretAsInts().castShape(Species.QUARTER_I8, 0)).intoArray(out, outAt + i);
        }
        for (int i = end; i < count; i++) out[outAt + i] = ScalarMath.code(x[xAt + i] / scale, 0, -127, 127);
    }

    static void floats(byte[] x, int xAt, boolean unsigned, int count, float scale, int zero, float[] out, int outAt) {
        VectorBytes.widen(x, xAt, unsigned, count, out, outAt);
        int i = 0;
        for (int end = LANES.loopBound(count); i < end; i += LENGTH) {
            FloatVector.fromArray(LANES, out, outAt + i).sub(zero).mul(scale).intoArray(out, outAt + i);
        }
        for (; i < count; i++) out[outAt + i] = (out[outAt + i] - zero) * scale;
    }

    /** The largest magnitude; NaN where there is one: as integers, magnitudes are in the same order, and NaN comes last. */
    static float largest(float[] x, int xAt, int count) {
        IntVector most = IntVector.zero(Species.I32);
        int i = 0;
        for (int end = LANES.loopBound(count); i < end; i += LENGTH) {
            most = most.max(FloatVector.fromArray(LANES, x, xAt + i).abs().reinterpretAsInts());
        }
        float largest = Float.intBitsToFloat(most.reduceLanes(VectorOperators.MAX));
        for (; i < count; i++) largest = Math.max(largest, Math.abs(x[xAt + i]));
        return largest;
    }

    /** The least and the greatest element, and 0; NaN where there is one. */
    static void range(float[] x, int xAt, int count, float[] out, int outAt) {
        FloatVector least = FloatVector.zero(LANES);
        FloatVector greatest = least;
        int i = 0;
        for (int end = LANES.loopBound(count); i < end; i += LENGTH) {
            FloatVector next = FloatVector.fromArray(LANES, x, xAt + i);
            least = least.min(next);
            greatest = greatest.max(next);
        }
        float min = least.reduceLanes(VectorOperators.MIN);
        float max = greatest.reduceLanes(VectorOperators.MAX);
        for (; i < count; i++) {
            min = Math.min(min, x[xAt + i]);
            max = Math.max(max, x[xAt + i]);
        }
        out[outAt] = min;
        out[outAt + 1] = max;
    }
}
