// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Functions of f32, element by element, within 4 units in the last place of the correctly rounded value. x may be out.
 */
public final class FloatMath {

    private FloatMath() {}

    /** e^x. */
    public static void exp(float[] x, int xAt, float[] out, int outAt, int count) {
        if (!Lanes.PLAIN) {
            VectorLoops.exp(x, xAt, out, outAt, count);
            return;
        }
        for (int i = 0; i < count; i++) out[outAt + i] = (float) Math.exp(x[xAt + i]);
    }

    /** The error function. */
    public static void erf(float[] x, int xAt, float[] out, int outAt, int count) {
        if (!Lanes.PLAIN) {
            VectorLoops.erf(x, xAt, out, outAt, count);
            return;
        }
        for (int i = 0; i < count; i++) out[outAt + i] = PlainMath.erf(x[xAt + i]);
    }

    /** {@code x (1 + erf(x / sqrt 2)) / 2}. */
    public static void gelu(float[] x, int xAt, float[] out, int outAt, int count) {
        if (!Start.isPlain()) {
            VectorGelu.gelu(x, xAt, out, outAt, count);
            return;
        }
        for (int i = 0; i < count; i++) out[outAt + i] = Lanes.PLAIN ? PlainMath.gelu(x[xAt + i]) : ScalarMath.gelu(x[xAt + i]);
    }

    /** {@code x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2}. */
    public static void geluTanh(float[] x, int xAt, float[] out, int outAt, int count) {
        if (!Lanes.PLAIN) {
            VectorLoops.geluTanh(x, xAt, out, outAt, count);
            return;
        }
        for (int i = 0; i < count; i++) out[outAt + i] = PlainMath.geluTanh(x[xAt + i]);
    }

    /** The hyperbolic tangent. */
    public static void tanh(float[] x, int xAt, float[] out, int outAt, int count) {
        if (!Lanes.PLAIN) {
            VectorLoops.tanh(x, xAt, out, outAt, count);
            return;
        }
        for (int i = 0; i < count; i++) out[outAt + i] = (float) Math.tanh(x[xAt + i]);
    }

    /** {@code 1 / (1 + e^-x)}. */
    public static void sigmoid(float[] x, int xAt, float[] out, int outAt, int count) {
        if (!Lanes.PLAIN) {
            VectorLoops.sigmoid(x, xAt, out, outAt, count);
            return;
        }
        for (int i = 0; i < count; i++) out[outAt + i] = (float) (1 / (1 + Math.exp(-x[xAt + i])));
    }

    /** {@code x / (1 + e^-x)}. */
    public static void silu(float[] x, int xAt, float[] out, int outAt, int count) {
        if (!Lanes.PLAIN) {
            VectorLoops.silu(x, xAt, out, outAt, count);
            return;
        }
        for (int i = 0; i < count; i++) out[outAt + i] = (float) (x[xAt + i] * (1 / (1 + Math.exp(-x[xAt + i]))));
    }
}
