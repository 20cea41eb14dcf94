// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodeWeightsTest {

    @Test void sumsEqualPlainSums() {
        for (boolean unsigned : new boolean[] {false, true}) {
            for (int rows : new int[] {0, 1, 2, 3, 4, 6, 7}) {
                for (int columns : new int[] {1, FloatGemm.TILE_COLUMNS, FloatGemm.TILE_COLUMNS + 3}) {
                    for (int depth : new int[] {0, 1, 31, 513}) checkAll(rows, depth, columns, unsigned);
                }
            }
        }
    }

    @Test void sumsPastTheExactRangeOfFloatsAreExact() {
        for (boolean unsigned : new boolean[] {false, true}) checkAll(2, 2311, 5, unsigned);
    }

    @Test void codesAndFloatsAreTheEpiloguesOfTheSums() {
        int rows = 7;
        int depth = 40;
        int columns = 2 * FloatGemm.TILE_COLUMNS + 1;
        byte[] a = Samples.bytes(rows * depth);
        int[] start = Samples.ints(columns);
        CodeWeights weights = CodeGemm.pack(Samples.bytes(depth * columns), depth, columns, false);
        int[] sums = new int[rows * columns];
        weights.sums(a, 0, depth, rows, 0, columns, start, sums, 0, columns);
        int[] multipliers = new int[columns];
        int[] shifts = new int[columns];
        for (int c = 0; c < columns; c++) {
            multipliers[c] = Integer.MAX_VALUE - c;
            shifts[c] = 1 + (c * 7) % 62;
        }
        ColumnRequant requant = new ColumnRequant(multipliers, shifts, 3, -128, 127);
        byte[] codes = new byte[rows * columns];
        weights.codes(a, 0, depth, rows, 0, columns, start, requant, codes, 0, columns);
        float[] rowScales = Samples.floats(rows + 1);
        float[] columnScales = Samples.floats(columns);
        float[] floats = new float[rows * columns];
        weights.floats(a, 0, depth, rows, 0, columns, start, rowScales, 1, columnScales, columnScales, floats, 0, columns);
        for (int i = 0; i < sums.length; i++) {
            assertEquals(requant.code(sums[i], i % columns), codes[i]);
            float expected = sums[i] * rowScales[1 + i / columns] * columnScales[i % columns] + columnScales[i % columns];
            assertEquals(expected, floats[i]);
        }
    }

    private static void checkAll(int rows, int depth, int columns, boolean unsigned) {
        for (byte[] a : Samples.fills(rows * depth + 1)) {
            for (byte[] w : Samples.fills(depth * columns)) check(a, w, rows, depth, columns, unsigned);
        }
    }

    private static void check(byte[] a, byte[] w, int rows, int depth, int columns, boolean unsigned) {
        int[] start = Samples.ints(columns);
        int[] expected = new int[2 + rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int sum = start[c];
                for (int k = 0; k < depth; k++) {
                    byte code = a[1 + r * depth + k];
                    sum += (unsigned ? code & 0xff : code) * w[k * columns + c];
                }
                expected[2 + r * columns + c] = sum;
            }
        }
        int[] found = new int[expected.length];
        CodeWeights weights = CodeGemm.pack(w, depth, columns, unsigned);
        weights.sums(a, 1, depth, rows, 0, columns, start, found, 2, columns);
        assertArrayEquals(expected, found, () -> rows + "x" + depth + "x" + columns);
        int half = columns / 2 / weights.tileColumns() * weights.tileColumns();
        Arrays.fill(found, 2, found.length, 0);
        weights.sums(a, 1, depth, rows, half, columns, start, found, 2, columns);
        weights.sums(a, 1, depth, rows, 0, half, start, found, 2, columns);
        assertArrayEquals(expected, found);
    }
}
