// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

/**
 * Products of two matrices of i8 codes that a run finds, a panel of {@link #columns} columns at a time. The right matrix comes turned: its
 * columns are rows {@code b[c, k]}. Results stand {@link #columns} apart from row to row; where there are fewer columns, the rest of a row is
 * written as well, and of no use.
 *
 * <p>Rows of a are {@code depth} codes from {@code aAt + r * aStride} on, those of b from {@code bAt + c * bStride} on. Sums are taken modulo
 * 2^32: where a sum is proven to fit 32 bits it is exact. Several threads may call at once. Nothing is allocated but, once per thread,
 * scratch memory.
 */
public interface DataProducts {

    /** The columns of a panel. */
    int columns();

    /**
     * {@code sum over k of a[r, k] * b[c, k]} as f32, times {@code rowScales[rowsAt + r]} and then {@code columnScales[columnsAt + c]}, each step
     * rounded to f32.
     *
     * @param columns how many rows of b there are, at most {@link #columns}
     */
    void floats(byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns, int depth,
            float[] rowScales, int rowsAt, float[] columnScales, int columnsAt, float[] out, int outAt);

    /** {@code start[c] + sum over k of a[r, k] * b[c, k]} as i32; start has {@link #columns} elements. */
    void sums(byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns, int depth, int[] start,
            int[] out, int outAt);
}
