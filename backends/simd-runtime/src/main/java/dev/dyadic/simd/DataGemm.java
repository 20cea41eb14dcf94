// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/**
 * Products of two matrices of 8-bit codes that a run finds, each less its zero point; exact modulo 2^32. The right matrix comes turned: its
 * columns are rows {@code b[c, k]}.
 *
 * @param depth codes in a row of a, and of b
 */
public record DataGemm(CodeKernel kernel, int depth) {

    private static final int WIDTH = FloatGemm.TILE_COLUMNS;

    /**
     * A matrix: row r of it stands from {@code at + r * stride} on.
     *
     * @param unsigned whether codes are u8; i8 otherwise
     */
    public record Codes(byte[] array, int at, int stride, int rows, boolean unsigned, int zero) {

        private static final int RAISED_BY = 128;

        /** Bytes of what is not i8, as i8. */
        private int loweredLength(int depth) {
            return unsigned ? rows * depth : 0;
        }

        /** The same as i8: codes u8 and their zero point are less by 128, in memory of the task. */
        private Codes signed(int depth, byte[] memory, int free) {
            if (!unsigned) return this;
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < depth; k++)
                    memory[free + r * depth + k] = (byte) (array[at + r * stride + k] ^ Byte.MIN_VALUE);
            }
            return new Codes(memory, free, depth, rows, false, zero - RAISED_BY);
        }

        private int sum(int row, int depth) {
            int sum = 0;
            for (int k = 0; k < depth; k++) sum += array[at + row * stride + k];
            return sum;
        }
    }

    /** What is made of the sums of all rows, {@link FloatGemm#TILE_COLUMNS} apart, and of {@code count} columns from {@code from} on. */
    private interface Finish {
        void panel(int[] sums, int from, int count);
    }

    /** The sums as i32; that of row r and column c stands at {@code outAt + r * outStride + c}. */
    public void sums(Codes a, Codes b, int[] out, int outAt, int outStride) {
        panels(a, b, TaskMemory.bytes(loweredLength(a, b)), (sums, from, count) -> {
            for (int r = 0; r < a.rows; r++) System.arraycopy(sums, r * WIDTH, out, outAt + r * outStride + from, count);
        });
    }

    /**
     * The sums as codes of 8 bits.
     *
     * @param requant for all columns alike, of at least one
     */
    public void codes(Codes a, Codes b, ColumnRequant requant, byte[] out, int outAt, int outStride) {
        int codesAt = loweredLength(a, b);
        int length = a.rows * WIDTH;
        byte[] memory = TaskMemory.bytes(codesAt + length);
        int step = requant.multipliers().length;
        panels(a, b, memory, (sums, from, count) -> {
            for (int i = 0; i < length; i += step) requant.codes(sums, i, 0, Math.min(step, length - i), memory, codesAt + i);
            for (int r = 0; r < a.rows; r++) {
                System.arraycopy(memory, codesAt + r * WIDTH, out, outAt + r * outStride + from, count);
            }
        });
    }

    private int loweredLength(Codes a, Codes b) {
        return a.loweredLength(depth) + b.loweredLength(depth);
    }

    /** With zero points: the sum of (x - p) (y - q) is that of x y - p y - q x + p q. */
    private void panels(Codes left, Codes right, byte[] memory, Finish finish) {
        Codes a = left.signed(depth, memory, 0);
        Codes b = right.signed(depth, memory, left.loweredLength(depth));
        int p = a.zero;
        int q = b.zero;
        int[] sums = TaskMemory.ints(a.rows * (WIDTH + 1));
        int moreAt = a.rows * WIDTH;
        int[] start = new int[WIDTH];
        for (int r = 0; r < a.rows && q != 0; r++) sums[moreAt + r] = -q * a.sum(r, depth);
        for (int from = 0; from < b.rows; from += WIDTH) {
            int count = Math.min(WIDTH, b.rows - from);
            Arrays.fill(start, depth * p * q);
            for (int c = 0; c < count && p != 0; c++) start[c] -= p * b.sum(from + c, depth);
            kernel.sums(a.array, a.at, a.stride, a.rows, b.array, b.at + from * b.stride, b.stride, count, depth, start, sums, 0);
            for (int r = 0; r < a.rows && q != 0; r++) {
                int more = sums[moreAt + r];
                for (int i = r * WIDTH; i < (r + 1) * WIDTH; i++) sums[i] += more;
            }
            finish.panel(sums, from, count);
        }
    }
}
