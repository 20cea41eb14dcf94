// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Functions of one f32 by the arithmetic of a lane of {@link VectorMath} and {@link VectorGelu}: the same bits. */
final class ScalarMath {

    private ScalarMath() {}

    /** {@link VectorMath#expOfHalfSquare}. */
    private static float expOfHalfSquare(float x) {
        float half = x * -0.5f;
        float shifted = Math.fma(half * x, VectorMath.LOG2_E, VectorMath.MAGIC);
        float n = shifted - VectorMath.MAGIC;
        float r = Math.fma(n, -VectorMath.LN2_LOW, Math.fma(half, x, n * -VectorMath.LN2_HIGH));
        return powerOfRest(r) * power(shifted);
    }

    /** {@link VectorMath#expOrZero}. */
    static float expOrZero(float x) {
        float shifted = Math.fma(x, VectorMath.LOG2_E, VectorMath.MAGIC);
        float n = shifted - VectorMath.MAGIC;
        float r = Math.fma(n, -VectorMath.LN2_HIGH, x);
        r = Math.fma(n, -VectorMath.LN2_LOW, r);
        float power = powerOfRest(r) * power(shifted);
        return x < VectorMath.LEAST_NORMAL ? 0 : power;
    }

    private static float powerOfRest(float r) {
        float p = Math.fma(VectorMath.P5, r, VectorMath.P4);
        p = Math.fma(p, r, VectorMath.P3);
        p = Math.fma(p, r, VectorMath.P2);
        p = Math.fma(p, r, VectorMath.P1);
        return Math.fma(p * r, r, r) + 1;
    }

    /** 2^n of {@code n + MAGIC}. */
    private static float power(float shifted) {
        int exponent = Float.floatToRawIntBits(shifted) - VectorMath.MAGIC_BITS;
        return Float.intBitsToFloat(exponent + 127 << 23);
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
        float less = a > VectorGelu.MOST ? 0 : expOfHalfSquare(x) * 0.5f * erfcx;
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
