// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** {@link Norms} and {@link Softmax} of one row in plain loops, sums taken in f64. */
final class PlainNorms {

    private PlainNorms() {}

    static void softmax(float[] x, int xAt, int columns, float[] out, int outAt) {
        float max = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < columns; c++) max = Math.max(max, x[xAt + c]);
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            out[outAt + c] = (float) Math.exp((double) x[xAt + c] - max);
            sum += out[outAt + c];
        }
        float share = (float) (1 / sum);
        for (int c = 0; c < columns; c++) out[outAt + c] *= share;
    }

    static void add(float[] x, int xAt, float[] residual, int residualAt, int count, float[] out, int outAt) {
        if (residual.length == 0) System.arraycopy(x, xAt, out, outAt, count);
        if (residual.length > 0) for (int i = 0; i < count; i++) out[outAt + i] = x[xAt + i] + residual[residualAt + i];
    }

    static void layerNorm(float[] x, int xAt, int columns, float epsilon, float[] gain, float[] bias) {
        double sum = 0;
        for (int c = 0; c < columns; c++) sum += x[xAt + c];
        double mean = sum / columns;
        double squares = 0;
        for (int c = 0; c < columns; c++) squares += (x[xAt + c] - mean) * (x[xAt + c] - mean);
        double inverse = 1 / Math.sqrt(squares / columns + epsilon);
        for (int c = 0; c < columns; c++) {
            float value = (float) ((x[xAt + c] - mean) * inverse) * gain[c];
            x[xAt + c] = bias.length == 0 ? value : value + bias[c];
        }
    }

    static void rmsNorm(float[] x, int xAt, int columns, float epsilon, float[] gain) {
        double squares = 0;
        for (int c = 0; c < columns; c++) squares += (double) x[xAt + c] * x[xAt + c];
        double inverse = 1 / Math.sqrt(squares / columns + epsilon);
        for (int c = 0; c < columns; c++) x[xAt + c] = (float) (x[xAt + c] * inverse) * gain[c];
    }
}
