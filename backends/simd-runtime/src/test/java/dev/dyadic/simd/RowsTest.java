// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Softmax, norms and quantizing, a row at a time. */
class RowsTest {

    private static final double NEAR = 0x1p-18;

    @Test void softmaxIsNear() {
        for (int columns : Samples.sizes()) {
            float[] x = Samples.floats(2 * columns);
            float[] keep = new float[columns];
            for (int c = 0; c < columns; c++) keep[c] = c % 3 == 0 ? 1 : 0;
            float[] out = new float[2 * columns];
            Softmax.maskedRows(x, 0, 2, columns, keep, 0, 0, -2, out, 0);
            for (int r = 0; r < 2; r++) {
                double sum = 0;
                for (int c = 0; c < columns; c++) sum += Math.exp(x[r * columns + c] - 2 * (1 - keep[c]));
                for (int c = 0; c < columns; c++) {
                    assertEquals(Math.exp(x[r * columns + c] - 2 * (1 - keep[c])) / sum, out[r * columns + c], NEAR);
                }
            }
        }
    }

    @Test void normsAreNear() {
        for (int columns : Samples.sizes()) {
            float[] x = Samples.floats(columns + 1);
            float[] residual = Samples.floats(columns + 2);
            float[] layer = new float[columns];
            Norms.layerNorm(x, 1, residual, 2, 1, columns, 1e-3f, x, residual, layer, 0);
            float[] root = new float[columns];
            Norms.rmsNorm(x, 1, new float[0], 0, 1, columns, 1e-3f, residual, root, 0);
            double mean = 0;
            double squares = 0;
            for (int c = 0; c < columns; c++) mean += (double) (x[1 + c] + residual[2 + c]) / columns;
            double variance = 0;
            for (int c = 0; c < columns; c++) {
                variance += Math.pow(x[1 + c] + residual[2 + c] - mean, 2) / columns;
                squares += Math.pow(x[1 + c], 2) / columns;
            }
            for (int c = 0; c < columns; c++) {
                double value = (x[1 + c] + residual[2 + c] - mean) / Math.sqrt(variance + 1e-3f);
                assertEquals(value * x[c] + residual[c], layer[c], 16 * NEAR);
                assertEquals(x[1 + c] / Math.sqrt(squares + 1e-3f) * residual[c], root[c], 16 * NEAR);
            }
        }
    }

    @Test void codesEqualTheDefinition() {
        for (int count : Samples.sizes()) {
            float[] x = Samples.floats(count);
            for (int i = 0; i < count; i++) x[i] *= i % 5 == 0 ? 1e30f : i % 7 == 0 ? 1e-30f : 40;
            for (int i = 0; i < count; i += 3) x[i] = Math.round(x[i]) * 0.25f;
            if (count > 3) x[count / 2] = Float.NaN;
            if (count > 3) x[count / 3] = Float.NEGATIVE_INFINITY;
            for (float scale : new float[] {0.5f, 0.1f, 1e-20f, 3}) {
                check(x, scale, 5, -128, 127);
                check(x, scale, 200, 0, 255);
            }
        }
    }

    @Test void rowsHaveScalesOfTheirOwn() {
        for (int columns : Samples.sizes()) {
            float[] x = Samples.floats(3 * columns);
            for (int c = 0; c < columns; c++) x[c] = 0;
            if (columns > 0) x[2 * columns] = Float.NaN;
            byte[] out = new byte[3 * columns];
            float[] scales = new float[4];
            Quantize.rows(x, 0, columns, 3, columns, 127, 0x1p-100f, out, 0, scales, 1);
            assertEquals(0x1p-100f, scales[1]);
            if (columns > 0) assertTrue(Float.isNaN(scales[3]));
            for (int i = 0; i < out.length; i++) {
                assertEquals(ScalarMath.code(x[i] / scales[1 + i / columns], 0, -127, 127), out[i]);
            }
        }
    }

    @Test void rowsOfAnySizeOfNumbersEqualTheDefinition() {
        float[] largest = {Float.MIN_VALUE, 190 * Float.MIN_VALUE, Float.MIN_NORMAL, 1, Float.MAX_VALUE, Float.POSITIVE_INFINITY};
        for (int columns : Samples.sizes()) {
            for (float most : largest) {
                float[] x = Samples.floats(columns);
                for (int c = 0; c < columns; c++) x[c] = c % 4 == 0 ? -most : Math.scalb(most, -c % 9) * x[c] % 1;
                byte[] out = new byte[columns];
                float[] scales = new float[1];
                Quantize.rows(x, 0, columns, 1, columns, 127, Float.MIN_VALUE, out, 0, scales, 0);
                for (int c = 0; c < columns; c++) {
                    assertEquals(ScalarMath.code(x[c] / scales[0], 0, -127, 127), out[c], x[c] + " / " + scales[0]);
                }
            }
        }
    }

    private static void check(float[] x, float scale, int zero, int lo, int hi) {
        byte[] out = new byte[x.length];
        Quantize.codes(x, 0, x.length, scale, zero, lo, hi, out, 0);
        for (int i = 0; i < x.length; i++) {
            double rounded = Math.rint(x[i] / scale);
            long code = Double.isNaN(rounded) ? zero : (long) Math.clamp(rounded + zero, (double) lo, (double) hi);
            assertEquals((byte) code, out[i], x[i] + " / " + scale);
        }
    }
}
