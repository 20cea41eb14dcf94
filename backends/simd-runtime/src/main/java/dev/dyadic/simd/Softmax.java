// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** {@code exp(x - max) / sum} along rows of f32, one row after the other. */
public final class Softmax {

    private Softmax() {}

    /** Rows of {@code columns} floats; x may be out. */
    public static void rows(float[] x, int xAt, int rows, int columns, float[] out, int outAt) {
        for (int r = 0; r < rows; r++) row(x, xAt + r * columns, columns, out, outAt + r * columns);
    }

    /**
     * As {@link #rows}, of {@code x + (1 - keep) * fill}, each step rounded.
     *
     * @param keep row r uses the {@code columns} floats from {@code keepAt + r * keepStride} on; a stride of 0 shares them
     */
    public static void maskedRows(
            float[] x,
            int xAt,
            int rows,
            int columns,
            float[] keep,
            int keepAt,
            int keepStride,
            float fill,
            float[] out,
            int outAt) {
        for (int r = 0; r < rows; r++) {
            int at = outAt + r * columns;
            mask(x, xAt + r * columns, columns, keep, keepAt + r * keepStride, fill, out, at);
            row(out, at, columns, out, at);
        }
    }

    private static void mask(float[] x, int xAt, int columns, float[] keep, int keepAt, float fill, float[] out, int outAt) {
        if (!Lanes.PLAIN) {
            VectorSoftmax.mask(x, xAt, columns, keep, keepAt, fill, out, outAt);
            return;
        }
        for (int c = 0; c < columns; c++) out[outAt + c] = x[xAt + c] + (1 - keep[keepAt + c]) * fill;
    }

    private static void row(float[] x, int xAt, int columns, float[] out, int outAt) {
        if (Lanes.PLAIN) PlainNorms.softmax(x, xAt, columns, out, outAt);
        if (!Lanes.PLAIN) VectorSoftmax.row(x, xAt, columns, out, outAt);
    }
}
