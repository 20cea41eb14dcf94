// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code x (1 + erf(x / sqrt 2)) / 2} in vectors, a block at a time in short loops over scratch memory: one loop with all of it is more than
 * C2 puts into one method, and then each vector is an object. With {@code a = |x|} the smaller of the two shares of x is
 * {@code e^(-a^2 / 2) erfcx(a / sqrt 2) / 2}, the larger 1 less that.
 */
final class VectorGelu {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();

    /** From here on the share is 0. */
    private static final float MOST = 14.8f;

    private static final float TWO_SQRT_TWO = 2.82842712f;

    /** So many elements are a block; a multiple of every width. */
    private static final int BLOCK = 512;

    private VectorGelu() {}

    static void gelu(float[] x, int xAt, float[] out, int outAt, int count) {
        float[] scratch = Scratch.floats(3 * BLOCK);
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            System.arraycopy(x, xAt + from, scratch, 0, size);
            powers(scratch, size);
            ratios(scratch, size);
            shares(scratch, size);
            combine(scratch, size);
            System.arraycopy(scratch, 0, out, outAt + from, size);
        }
    }

    private static FloatVector magnitude(float[] scratch, int i) {
        FloatVector a = FloatVector.fromArray(LANES, scratch, i).abs();
        return a.blend(MOST, a.compare(VectorOperators.GT, MOST));
    }

    /** {@code e^(-a^2 / 2)}; what the rounding of the square lost is put right, as the power would magnify it. */
    private static void powers(float[] scratch, int size) {
        for (int i = 0; i < size; i += LENGTH) {
            FloatVector a = magnitude(scratch, i);
            FloatVector square = a.mul(a);
            FloatVector rest = a.fma(a, square.neg());
            VectorMath.expOfNegative(square.mul(-0.5f), rest.mul(-0.5f)).intoArray(scratch, BLOCK + i);
        }
    }

    /** What the polynomial is of. */
    private static void ratios(float[] scratch, int size) {
        for (int i = 0; i < size; i += LENGTH) {
            FloatVector a = magnitude(scratch, i);
            a.sub(TWO_SQRT_TWO).div(a.add(TWO_SQRT_TWO)).intoArray(scratch, 2 * BLOCK + i);
        }
    }

    private static void shares(float[] scratch, int size) {
        for (int i = BLOCK; i < BLOCK + size; i += LENGTH) {
            FloatVector erfcx = VectorMath.erfcx(FloatVector.fromArray(LANES, scratch, BLOCK + i));
            FloatVector.fromArray(LANES, scratch, i).mul(erfcx).mul(0.5f).intoArray(scratch, i);
        }
    }

    private static void combine(float[] scratch, int size) {
        for (int i = 0; i < size; i += LENGTH) {
            FloatVector half = FloatVector.fromArray(LANES, scratch, BLOCK + i);
            FloatVector x = FloatVector.fromArray(LANES, scratch, i);
            FloatVector above = FloatVector.broadcast(LANES, 1f).sub(half);
            x.mul(above.blend(half, x.compare(VectorOperators.LT, 0f))).intoArray(scratch, i);
        }
    }
}
