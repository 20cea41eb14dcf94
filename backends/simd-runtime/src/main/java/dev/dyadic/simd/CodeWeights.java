// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Weights {@code w[depth, columns]} in a kernel's own layout. A call computes a block of
 * {@code sum[r, c] = start[c] + sum over k of a[r, k] * w[k, c]} and what the epilogue makes of the sums. Sums are taken modulo 2^32: where
 * a sum is proven to fit 32 bits it is exact, in whatever order it is taken.
 *
 * <p>Rows of a are {@code depth} codes from {@code aAt + r * aStride} on. Column c of row r of the result stands at
 * {@code outAt + r * outStride + c}; only columns {@code from} to {@code to} (exclusive) are written, {@code from} being a multiple of
 * {@link #tileColumns}. Several threads may call at once, for blocks that do not overlap. Nothing is allocated but, once per thread, scratch
 * memory.
 */
public interface CodeWeights {

    int depth();

    int columns();

    /** The columns of a tile: a block of columns starts at a multiple of it. */
    int tileColumns();

    /** The bytes read once per pass over all weights. */
    long bytes();

    /** The sums as i32. */
    void sums(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, int[] out, int outAt, int outStride);

    /** The sums requantized to codes of 8 bits. */
    void codes(
            byte[] a,
            int aAt,
            int aStride,
            int rows,
            int from,
            int to,
            int[] start,
            ColumnRequant requant,
            byte[] out,
            int outAt,
            int outStride);

    /**
     * The sums as f32: {@code sum * rowScales[rowsAt + r] * columnScales[c] + bias[c]}, from left to right, each step rounded to f32. An
     * empty bias adds nothing.
     */
    void floats(
            byte[] a,
            int aAt,
            int aStride,
            int rows,
            int from,
            int to,
            int[] start,
            float[] rowScales,
            int rowsAt,
            float[] columnScales,
            float[] bias,
            float[] out,
            int outAt,
            int outStride);
}
