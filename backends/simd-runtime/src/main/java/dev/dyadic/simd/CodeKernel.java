// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * What multiplies matrices of i8 codes for a program, both found by a run: {@link #OWN}, or a kernel in its place. It makes a panel of
 * {@link FloatGemm#TILE_COLUMNS} columns at a time, and results stand as many apart from row to row; where there are fewer columns, the rest of
 * a row is of no use. The right matrix comes turned: its columns are rows {@code b[c, k]}.
 *
 * <p>Rows of a are {@code depth} codes from {@code aAt + r * aStride} on, those of b from {@code bAt + c * bStride} on. Sums are taken modulo
 * 2^32.
 */
public interface CodeKernel {

    /** The kernel that ships with every program. */
    CodeKernel OWN = new OwnCodes();

    /**
     * {@code sum over k of a[r, k] * b[c, k]} as f32, times {@code rowScales[rowsAt + r]} and then {@code columnScales[columnsAt + c]}, each step
     * rounded to f32.
     */
    void floats(byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns, int depth,
            float[] rowScales, int rowsAt, float[] columnScales, int columnsAt, float[] out, int outAt);

    /** {@code start[c] + sum over k of a[r, k] * b[c, k]} as i32; start has {@link FloatGemm#TILE_COLUMNS} elements. */
    void sums(byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns, int depth, int[] start,
            int[] out, int outAt);
}
