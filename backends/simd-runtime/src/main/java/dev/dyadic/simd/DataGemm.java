// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/**
 * Products of two matrices of 8-bit codes that a run finds, each less its zero point; exact modulo 2^32. The right matrix comes turned: its
 * columns are rows {@code b[c, k]}.
 *
 * @param depth codes in a row of a, and of b
 * @param columns how many rows b has
 */
public record DataGemm(CodeKernel kernel, int depth, int columns, Side a, Side b) {

    private static final int WIDTH = FloatGemm.TILE_COLUMNS;

    /** What codes of one matrix mean. */
    public record Side(boolean unsigned, int zero) {

        private static final int RAISED_BY = 128;

        /** The zero point of the codes as i8. */
        private int zeroOfSigned() {
            return unsigned ? zero - RAISED_BY : zero;
        }
    }

    /** What is made of the sums of all rows, {@link FloatGemm#TILE_COLUMNS} apart, and of {@code count} columns from {@code from} on. */
    private interface Finish {
        void panel(int[] sums, int from, int count);
    }

    /** The sums as i32; that of row r and column c stands at {@code outAt + r * outStride + c}. */
    public void sums(byte[] rowsOfA, int aAt, int aStride, int rows, byte[] rowsOfB, int bAt, int bStride, int[] out, int outAt,
            int outStride) {
        byte[] memory = TaskMemory.bytes(loweredLength(rows));
        panels(rowsOfA, aAt, aStride, rows, rowsOfB, bAt, bStride, memory, (sums, from, count) -> {
            for (int r = 0; r < rows; r++) System.arraycopy(sums, r * WIDTH, out, outAt + r * outStride + from, count);
        });
    }

    /**
     * The sums as codes of 8 bits.
     *
     * @param requant for all columns alike, of at least one
     */
    public void codes(byte[] rowsOfA, int aAt, int aStride, int rows, byte[] rowsOfB, int bAt, int bStride, ColumnRequant requant,
            byte[] out, int outAt, int outStride) {
        int codesAt = loweredLength(rows);
        byte[] memory = TaskMemory.bytes(codesAt + rows * WIDTH);
        int step = requant.multipliers().length;
        panels(rowsOfA, aAt, aStride, rows, rowsOfB, bAt, bStride, memory, (sums, from, count) -> {
            for (int i = 0; i < rows * WIDTH; i += step) {
                requant.codes(sums, i, 0, Math.min(step, rows * WIDTH - i), memory, codesAt + i);
            }
            for (int r = 0; r < rows; r++) {
                System.arraycopy(memory, codesAt + r * WIDTH, out, outAt + r * outStride + from, count);
            }
        });
    }

    /** Bytes of what is not i8, as i8. */
    private int loweredLength(int rows) {
        return ((a.unsigned ? rows : 0) + (b.unsigned ? columns : 0)) * depth;
    }

    private void panels(byte[] rowsOfA, int aAt, int aStride, int rows, byte[] rowsOfB, int bAt, int bStride, byte[] memory,
            Finish finish) {
        if (!a.unsigned) {
            ofSigned(rowsOfA, aAt, aStride, rows, rowsOfB, bAt, bStride, memory, 0, finish);
            return;
        }
        lower(rowsOfA, aAt, aStride, rows, memory, 0);
        ofSigned(memory, 0, depth, rows, rowsOfB, bAt, bStride, memory, rows * depth, finish);
    }

    private void ofSigned(byte[] rowsOfA, int aAt, int aStride, int rows, byte[] rowsOfB, int bAt, int bStride, byte[] memory,
            int free, Finish finish) {
        if (!b.unsigned) {
            bothSigned(rowsOfA, aAt, aStride, rows, rowsOfB, bAt, bStride, finish);
            return;
        }
        lower(rowsOfB, bAt, bStride, columns, memory, free);
        bothSigned(rowsOfA, aAt, aStride, rows, memory, free, depth, finish);
    }

    /** Codes u8 as i8: less by 128. */
    private void lower(byte[] x, int xAt, int xStride, int rows, byte[] to, int toAt) {
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < depth; k++) to[toAt + r * depth + k] = (byte) (x[xAt + r * xStride + k] ^ Byte.MIN_VALUE);
        }
    }

    /** With zero points: the sum of (a - p) (b - q) is that of a b - p b - q a + p q. */
    private void bothSigned(byte[] rowsOfA, int aAt, int aStride, int rows, byte[] rowsOfB, int bAt, int bStride, Finish finish) {
        int p = a.zeroOfSigned();
        int q = b.zeroOfSigned();
        int[] sums = TaskMemory.ints(rows * (WIDTH + 1));
        int moreAt = rows * WIDTH;
        int[] start = new int[WIDTH];
        for (int r = 0; r < rows; r++) sums[moreAt + r] = q == 0 ? 0 : -q * sum(rowsOfA, aAt + r * aStride);
        for (int from = 0; from < columns; from += WIDTH) {
            int count = Math.min(WIDTH, columns - from);
            Arrays.fill(start, depth * p * q);
            for (int c = 0; c < count && p != 0; c++) start[c] -= p * sum(rowsOfB, bAt + (from + c) * bStride);
            kernel.sums(rowsOfA, aAt, aStride, rows, rowsOfB, bAt + from * bStride, bStride, count, depth, start, sums, 0);
            for (int r = 0; r < rows && q != 0; r++) {
                int more = sums[moreAt + r];
                for (int i = r * WIDTH; i < (r + 1) * WIDTH; i++) sums[i] += more;
            }
            finish.panel(sums, from, count);
        }
    }

    private int sum(byte[] x, int at) {
        int sum = 0;
        for (int k = at; k < at + depth; k++) sum += x[k];
        return sum;
    }
}
