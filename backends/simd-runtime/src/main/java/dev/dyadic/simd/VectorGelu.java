// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code x (1 + erf(x / sqrt 2)) / 2} in vectors, a block at a time in three loops over scratch memory: one loop with all of it is more than
 * C2 puts into one method, and then each vector is an object.
 */
final class VectorGelu {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();
    private static final float SQRT_HALF = 0.70710678f;

    /** So many elements are a block; a multiple of every width. */
    private static final int BLOCK = 512;

    private VectorGelu() {}

    static void gelu(float[] x, int xAt, float[] out, int outAt, int count) {
        float[] scratch = Scratch.floats(3 * BLOCK);
        for (int from = 0; from < count; from += BLOCK) {
            int size = Math.min(BLOCK, count - from);
            System.arraycopy(x, xAt + from, scratch, 0, size);
            squares(scratch, size);
            powers(scratch, size);
            combine(scratch, size);
            System.arraycopy(scratch, 0, out, outAt + from, size);
        }
    }

    /** The argument of the complementary error function. */
    private static FloatVector argument(float[] scratch, int i) {
        FloatVector t = FloatVector.fromArray(LANES, scratch, i).abs().mul(SQRT_HALF);
        return t.blend(20f, t.compare(VectorOperators.GT, 20f));
    }

    /** {@code -t^2}, and what its rounding lost. */
    private static void squares(float[] scratch, int size) {
        for (int i = 0; i < size; i += LENGTH) {
            FloatVector t = argument(scratch, i);
            FloatVector square = t.mul(t).neg();
            square.intoArray(scratch, BLOCK + i);
            t.fma(t, square).intoArray(scratch, 2 * BLOCK + i);
        }
    }

    private static void powers(float[] scratch, int size) {
        for (int i = BLOCK; i < BLOCK + size; i += LENGTH) {
            VectorMath.exp(FloatVector.fromArray(LANES, scratch, i)).intoArray(scratch, i);
        }
    }

    private static void combine(float[] scratch, int size) {
        for (int i = 0; i < size; i += LENGTH) {
            FloatVector power = FloatVector.fromArray(LANES, scratch, BLOCK + i);
            FloatVector rest = FloatVector.fromArray(LANES, scratch, 2 * BLOCK + i);
            FloatVector erfc = power.sub(power.mul(rest)).mul(VectorMath.erfcx(argument(scratch, i)));
            FloatVector half = erfc.mul(0.5f);
            FloatVector x = FloatVector.fromArray(LANES, scratch, i);
            FloatVector above = FloatVector.broadcast(LANES, 1f).sub(half);
            x.mul(above.blend(half, x.compare(VectorOperators.LT, 0f))).intoArray(scratch, i);
        }
    }
}
