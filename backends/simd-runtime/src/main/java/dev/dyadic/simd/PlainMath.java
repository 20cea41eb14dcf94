// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** {@link FloatMath} of one number, in f64, rounded once. */
final class PlainMath {

    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_EIGHT_OVER_PI = Math.sqrt(8 / Math.PI);

    private PlainMath() {}

    static float erf(float x) {
        double square = (double) x * x;
        if (square > 1) return (float) Math.copySign(1 - erfc(Math.abs(x)), x);
        double p = Erfcx.S6;
        p = p * square + Erfcx.S5;
        p = p * square + Erfcx.S4;
        p = p * square + Erfcx.S3;
        p = p * square + Erfcx.S2;
        p = p * square + Erfcx.S1;
        p = p * square + Erfcx.S0;
        return (float) (x + x * p);
    }

    static float gelu(float x) {
        double half = 0.5 * erfc(Math.abs(x) * SQRT_HALF);
        return (float) (x * (x < 0 ? half : 1 - half));
    }

    /** {@code (1 + tanh y) / 2} is {@code 1 / (1 + e^-2y)}. */
    static float geluTanh(float x) {
        double twice = SQRT_EIGHT_OVER_PI * (x + 0.044715 * x * x * x);
        return (float) (x * (1 / (1 + Math.exp(-twice))));
    }

    private static double erfc(double t) {
        double q = t > 1e9 ? 1 : (t - 2) / (t + 2);
        double p = Erfcx.C10;
        p = p * q + Erfcx.C9;
        p = p * q + Erfcx.C8;
        p = p * q + Erfcx.C7;
        p = p * q + Erfcx.C6;
        p = p * q + Erfcx.C5;
        p = p * q + Erfcx.C4;
        p = p * q + Erfcx.C3;
        p = p * q + Erfcx.C2;
        p = p * q + Erfcx.C1;
        p = p * q + Erfcx.C0;
        return Math.exp(-t * t) * p;
    }
}
