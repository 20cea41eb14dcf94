// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** What multiplies f32 matrices for a program: {@link FloatGemm#OWN}, or a kernel in its place that gives the same bits. */
public interface FloatKernel {

    /** A bias that adds nothing. */
    float[] NO_BIAS = {};

    /**
     * Columns {@code from} to {@code to} (exclusive) of {@code out[r, c] = (sum over k of a[r, k] * b[k, c]) * scale + bias[c]}.
     *
     * @param a element [r, k] stands at {@code aAt + r * aRowStride + k}
     * @param packed b, of {@link FloatGemm#pack}, from {@code packedAt} on
     * @param from a multiple of {@link FloatGemm#TILE_COLUMNS}
     * @param bias empty to add nothing
     * @param out element [r, c] stands at {@code outAt + r * outRowStride + c}
     */
    void multiply(
            float[] a,
            int aAt,
            int aRowStride,
            int rows,
            float[] packed,
            int packedAt,
            int depth,
            int from,
            int to,
            float scale,
            float[] bias,
            float[] out,
            int outAt,
            int outRowStride);

    /**
     * Products of rows with one panel, as sums: those of row r stand from {@code sumsAt + r * FloatGemm.TILE_COLUMNS} on. What stands in the
     * {@link FloatGemm#SPARE} floats after them is lost.
     */
    default void panel(float[] a, int aAt, int aRowStride, int rows, float[] panel, int panelAt, int depth, float[] sums,
            int sumsAt) {
        multiply(a, aAt, aRowStride, rows, panel, panelAt, depth, 0, FloatGemm.TILE_COLUMNS, 1, NO_BIAS, sums, sumsAt,
                FloatGemm.TILE_COLUMNS);
    }

    /**
     * {@code out[r, c] = (sum over k of a[k, r] * b[k, c]) * scales[scalesAt + r]}: the left matrix is a panel too, turned.
     *
     * @param a element [k, r] stands at {@code aAt + k * FloatGemm.TILE_COLUMNS + r}; the rest of the panel is read, and of no use
     * @param rows at most {@link FloatGemm#TILE_COLUMNS}
     */
    void multiplyTurned(
            float[] a,
            int aAt,
            int rows,
            float[] packed,
            int packedAt,
            int depth,
            int columns,
            float[] scales,
            int scalesAt,
            float[] out,
            int outAt,
            int outRowStride);
}
