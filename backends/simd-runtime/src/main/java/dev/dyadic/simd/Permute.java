// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Axes in another order. */
public final class Permute {

    private Permute() {}

    /** Axis i of the result is axis {@code axes[i]} of x, whose sizes are {@code sizes}. */
    public static void bytes(byte[] x, int xAt, int[] sizes, int[] axes, byte[] out, int outAt) {
        Permutation permutation = Permutation.of(sizes, axes);
        int run = permutation.run();
        for (int i = 0; i < permutation.runs(); i++) {
            System.arraycopy(x, xAt + permutation.source(i), out, outAt + i * run, run);
        }
    }

    /** As {@link #bytes}. */
    public static void floats(float[] x, int xAt, int[] sizes, int[] axes, float[] out, int outAt) {
        Permutation permutation = Permutation.of(sizes, axes);
        int run = permutation.run();
        for (int i = 0; i < permutation.runs(); i++) {
            System.arraycopy(x, xAt + permutation.source(i), out, outAt + i * run, run);
        }
    }

    /** As {@link #bytes}. */
    public static void ints(int[] x, int xAt, int[] sizes, int[] axes, int[] out, int outAt) {
        Permutation permutation = Permutation.of(sizes, axes);
        int run = permutation.run();
        for (int i = 0; i < permutation.runs(); i++) {
            System.arraycopy(x, xAt + permutation.source(i), out, outAt + i * run, run);
        }
    }

    /** {@code out[columns, rows] = x[rows, columns]}. */
    public static void transpose(byte[] x, int xAt, int rows, int columns, byte[] out, int outAt) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) out[outAt + c * rows + r] = x[xAt + r * columns + c];
        }
    }

    /** {@code out[columns, rows] = x[rows, columns]}. */
    public static void transpose(float[] x, int xAt, int rows, int columns, float[] out, int outAt) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) out[outAt + c * rows + r] = x[xAt + r * columns + c];
        }
    }
}
