// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Functions of one f32 by the arithmetic of a lane of {@link VectorMath} and {@link VectorGelu}: the same bits. */
final class ScalarMath {

    private ScalarMath() {}

    /** {@link VectorMath#halfGaussian}. */
    private static float halfGaussian(float x) {
        float shifted = Math.fma(x * x, -VectorMath.LOG2_E / 2, VectorMath.MAGIC_HALF);
        float n = shifted - VectorMath.MAGIC_HALF;
        float s = Math.fma(n, 2 * VectorMath.LN2_LOW, Math.fma(x, x, n * (2 * VectorMath.LN2_HIGH)));
        float p = Math.fma(VectorMath.P5 / 64, s, -VectorMath.P4 / 32);
        p = Math.fma(p, s, VectorMath.P3 / 16);
        p = Math.fma(p, s, -VectorMath.P2 / 8);
        p = Math.fma(p, s, VectorMath.P1 / 4);
        return Math.fma(Math.fma(p, s, -0.5f), s, 1) * placed(shifted);
    }

    /** {@link VectorMath#expOrZero}. */
    static float expOrZero(float x) {
        float shifted = Math.fma(x, VectorMath.LOG2_E, VectorMath.MAGIC_ONE);
        float n = shifted - VectorMath.MAGIC_ONE;
        float r = Math.fma(n, -VectorMath.LN2_HIGH, x);
        r = Math.fma(n, -VectorMath.LN2_LOW, r);
        float power = powerOfRest(r) * placed(shifted);
        return x < VectorMath.LEAST_NORMAL ? 0 : power;
    }

    private static float powerOfRest(float r) {
        float p = Math.fma(VectorMath.P5, r, VectorMath.P4);
        p = Math.fma(p, r, VectorMath.P3);
        p = Math.fma(p, r, VectorMath.P2);
        p = Math.fma(p, r, VectorMath.P1);
        return Math.fma(Math.fma(p, r, 1), r, 1);
    }

    private static float placed(float shifted) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
    }

    private static float erfcx(float q) {
        float p = Math.fma(Erfcx.C10, q, Erfcx.C9);
        p = Math.fma(p, q, Erfcx.C8);
        p = Math.fma(p, q, Erfcx.C7);
        p = Math.fma(p, q, Erfcx.C6);
        p = Math.fma(p, q, Erfcx.C5);
        p = Math.fma(p, q, Erfcx.C4);
        p = Math.fma(p, q, Erfcx.C3);
        p = Math.fma(p, q, Erfcx.C2);
        p = Math.fma(p, q, Erfcx.C1);
        return Math.fma(p, q, Erfcx.C0);
    }

    /** {@link VectorGelu#gelu} of one element. */
    static float gelu(float x) {
        float a = Math.abs(x);
        float erfcx = erfcx((a - VectorGelu.TWO_SQRT_TWO) / (a + VectorGelu.TWO_SQRT_TWO));
        float less = a > VectorGelu.MOST ? 0 : halfGaussian(x) * erfcx;
        return x * (x < 0 ? less : 1 - less);
    }

    /** {@link VectorQuantize#codes} of one quotient; {@code lo - zero} and {@code hi - zero} are less than 2^22 in magnitude. */
    static byte code(float quotient, int zero, int lo, int hi) {
        float q = Float.isNaN(quotient) ? 0 : quotient;
        if (q < lo - zero) q = lo - zero;
        if (q > hi - zero) q = hi - zero;
        return (byte) (Float.floatToRawIntBits(q + VectorMath.MAGIC) - VectorMath.MAGIC_BITS + zero);
    }
}
