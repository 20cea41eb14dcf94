// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code x (1 + erf(x / sqrt 2)) / 2} in vectors. With {@code a = |x|} the smaller of the two shares of x is
 * {@code e^(-a^2 / 2) erfcx(a / sqrt 2) / 2}, the larger 1 less that. It is three loops over a block, compiled one by one: all of it is
 * more than C2 puts into one method, and then each vector is an object. As the loops stand in an array, which could change, a call may be to
 * any of them, and none is inlined.
 */
final class VectorGelu {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();

    /** From here on the share is taken as 0: its power is no normal number. */
    static final float MOST = 13.1f;

    static final float TWO_SQRT_TWO = 2.82842712f;

    /** So many elements are a block; a multiple of every width. */
    private static final int BLOCK = 512;

    private static final Loop[] LOOPS = {VectorGelu::powers, VectorGelu::shares, VectorGelu::combine};

    private interface Loop {
        void over(float[] x, int xAt, int size, float[] share, float[] out, int outAt);
    }

    private VectorGelu() {}

    static void gelu(float[] x, int xAt, float[] out, int outAt, int count) {
        float[] scratch = Scratch.floats(BLOCK + LENGTH);
        int whole = LANES.loopBound(count);
        for (int from = 0; from < whole; from += BLOCK) {
            block(x, xAt + from, Math.min(BLOCK, whole - from), scratch, out, outAt + from);
        }
        if (whole == count) return;
        System.arraycopy(x, xAt + whole, scratch, BLOCK, count - whole);
        block(scratch, BLOCK, LENGTH, scratch, scratch, BLOCK);
        System.arraycopy(scratch, BLOCK, out, outAt + whole, count - whole);
    }

    private static void block(float[] x, int xAt, int size, float[] share, float[] out, int outAt) {
        for (Loop loop : LOOPS) loop.over(x, xAt, size, share, out, outAt);
    }

    private static void powers(float[] x, int xAt, int size, float[] share, float[] out, int outAt) {
        for (int i = 0; i < size; i += LENGTH) {
            VectorMath.halfGaussian(FloatVector.fromArray(LANES, x, xAt + i)).intoArray(share, i);
        }
    }

    private static void shares(float[] x, int xAt, int size, float[] share, float[] out, int outAt) {
        for (int i = 0; i < size; i += LENGTH) {
            FloatVector a = FloatVector.fromArray(LANES, x, xAt + i).abs();
            FloatVector erfcx = VectorMath.erfcx(a.sub(TWO_SQRT_TWO).div(a.add(TWO_SQRT_TWO)));
            FloatVector.fromArray(LANES, share, i).mul(erfcx).intoArray(share, i);
        }
    }

    private static void combine(float[] x, int xAt, int size, float[] share, float[] out, int outAt) {
        for (int i = 0; i < size; i += LENGTH) {
            FloatVector whole = FloatVector.fromArray(LANES, x, xAt + i);
            FloatVector less = FloatVector.fromArray(LANES, share, i);
            less = less.blend(0f, whole.abs().compare(VectorOperators.GT, MOST));
            FloatVector more = FloatVector.broadcast(LANES, 1f).sub(less);
            whole.mul(more.blend(less, whole.compare(VectorOperators.LT, 0f))).intoArray(out, outAt + i);
        }
    }
}
