// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Normalization of rows of f32, one row after the other. An empty residual or bias adds nothing. */
public final class Norms {

    private Norms() {}

    /**
     * {@code (s - mean) / sqrt(variance + epsilon) * gain + bias} with {@code s = x + residual}; the variance is the mean of the squared
     * distances from the mean. x or residual may be out.
     */
    public static void layerNorm(
            float[] x,
            int xAt,
            float[] residual,
            int residualAt,
            int rows,
            int columns,
            float epsilon,
            float[] gain,
            float[] bias,
            float[] out,
            int outAt) {
        for (int r = 0; r < rows; r++) {
            int at = outAt + r * columns;
            add(x, xAt + r * columns, residual, residualAt + r * columns, columns, out, at);
            normalize(out, at, columns, epsilon, gain, bias);
        }
    }

    /** {@code s / sqrt(mean of s^2 + epsilon) * gain} with {@code s = x + residual}. x or residual may be out. */
    public static void rmsNorm(
            float[] x,
            int xAt,
            float[] residual,
            int residualAt,
            int rows,
            int columns,
            float epsilon,
            float[] gain,
            float[] out,
            int outAt) {
        for (int r = 0; r < rows; r++) {
            int at = outAt + r * columns;
            add(x, xAt + r * columns, residual, residualAt + r * columns, columns, out, at);
            normalize(out, at, columns, epsilon, gain);
        }
    }

    private static void normalize(float[] x, int xAt, int columns, float epsilon, float[] gain, float[] bias) {
        if (Lanes.PLAIN) PlainNorms.layerNorm(x, xAt, columns, epsilon, gain, bias);
        else if (Start.isPlain()) ScalarNorms.layerNorm(x, xAt, columns, epsilon, gain, bias);
        else VectorNorms.layerNorm(x, xAt, columns, epsilon, gain, bias);
    }

    private static void normalize(float[] x, int xAt, int columns, float epsilon, float[] gain) {
        if (Lanes.PLAIN) PlainNorms.rmsNorm(x, xAt, columns, epsilon, gain);
        else if (Start.isPlain()) ScalarNorms.rmsNorm(x, xAt, columns, epsilon, gain);
        else VectorNorms.rmsNorm(x, xAt, columns, epsilon, gain);
    }

    private static void add(float[] x, int xAt, float[] residual, int residualAt, int count, float[] out, int outAt) {
        if (Start.isPlain()) PlainNorms.add(x, xAt, residual, residualAt, count, out, outAt);
        else VectorNorms.add(x, xAt, residual, residualAt, count, out, outAt);
    }
}
