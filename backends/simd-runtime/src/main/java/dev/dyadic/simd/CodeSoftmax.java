// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Softmax of 8-bit codes: with {@code e = exponentials[max - x]} along a row,
 * {@code floor((2 * e * levels + sum) / (2 * sum)) + zero}. A probability of 1 is {@code levels}.
 */
public final class CodeSoftmax {

    private CodeSoftmax() {}

    /**
     * Rows of {@code columns} codes, one after the other.
     *
     * @param unsigned whether x is u8; i8 otherwise
     * @param exponentials 256 numbers, each an unsigned i32
     * @param levels below 2^16
     */
    public static void rows(
            byte[] x,
            int xAt,
            boolean unsigned,
            int rows,
            int columns,
            int[] exponentials,
            int levels,
            int zero,
            byte[] out,
            int outAt) {
        int flip = unsigned ? 0 : 0x80;
        for (int r = 0; r < rows; r++)
            row(x, xAt + r * columns, flip, columns, exponentials, levels, zero, out, outAt + r * columns);
    }

    private static void row(byte[] x, int xAt, int flip, int columns, int[] exponentials, long levels, int zero, byte[] out,
            int outAt) {
        int max = 0;
        for (int c = 0; c < columns; c++) max = Math.max(max, (x[xAt + c] ^ flip) & 0xff);
        long sum = 0;
        for (int c = 0; c < columns; c++) sum += exponential(exponentials, max - ((x[xAt + c] ^ flip) & 0xff));
        if (sum == 0 && columns > 0) throw new ArithmeticException("the exponentials of a row sum to 0");
        for (int c = 0; c < columns; c++) {
            long e = exponential(exponentials, max - ((x[xAt + c] ^ flip) & 0xff));
            out[outAt + c] = (byte) (Long.divideUnsigned(2 * e * levels + sum, 2 * sum) + zero);
        }
    }

    private static long exponential(int[] exponentials, int below) {
        return exponentials[below] & 0xffffffffL;
    }
}
