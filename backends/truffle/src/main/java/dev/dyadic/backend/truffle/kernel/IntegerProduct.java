// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

/** Products of matrices of centered codes. */
public final class IntegerProduct {

    private IntegerProduct() {}

    /** Adds to the sums {@code [rows, columns]} the products of {@code a[rows, depth]} and {@code b[depth, columns]}; they wrap at 32 bits. */
    public static void add(int[] sums, int rows, int columns, int depth, int[] a, int[] b) {
        int[] starts = new int[depth];
        for (int k = 0; k < depth; k++) starts[k] = k * columns;
        for (int row = 0; row < rows; row++) Axpy.add(Lanes.INTS, sums, row * columns, columns, a, row * depth, b, starts);
    }
}
