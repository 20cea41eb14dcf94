// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

/** Sums of multiples of rows: loops of a form that the host compiler makes vector code of. Sums wrap at 32 bits. */
public final class Axpy {

    private Axpy() {}

    /** Adds to each sum {@code factors[factorsAt + k]} times its element of the row that begins at {@code starts[k] + shift}. */
    public static void add(
            int[] sums, int sumsAt, int length, short[] factors, int factorsAt, short[] rows, int[] starts, int shift) {
        int k = 0;
        for (; k + 3 < starts.length; k += 4) {
            int f = factorsAt + k;
            four(sums, sumsAt, length, factors[f], factors[f + 1], factors[f + 2], factors[f + 3], rows, starts[k] + shift,
                    starts[k + 1] + shift, starts[k + 2] + shift, starts[k + 3] + shift);
        }
        for (; k < starts.length; k++) one(sums, sumsAt, length, factors[factorsAt + k], rows, starts[k] + shift);
    }

    private static void four(
            int[] sums, int at, int length, int f0, int f1, int f2, int f3, short[] rows, int r0, int r1, int r2, int r3) {
        for (int j = 0; j < length; j++) {
            sums[at + j] += f0 * rows[r0 + j] + f1 * rows[r1 + j] + f2 * rows[r2 + j] + f3 * rows[r3 + j];
        }
    }

    private static void one(int[] sums, int at, int length, int factor, short[] rows, int row) {
        for (int j = 0; j < length; j++) sums[at + j] += factor * rows[row + j];
    }
}
