// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupGemmTest {

    private static final int[] ROWS = {0, 1, 2, 3, 4, 7};

    @Test void sumsEqualPlainSums() {
        for (int bits : new int[] {2, 3, 4, 6}) {
            for (int depth : new int[] {0, 1, 33, 97, 512}) {
                for (int group : new int[] {3, 16, 32, 64, Math.max(1, depth)}) {
                    for (int columns : new int[] {1, 3 * FloatGemm.TILE_COLUMNS + 3})
                        checkAll(bits, group, depth, columns);
                }
            }
        }
    }

    /** Every product as far from 0 as it can be, of either sign. */
    @Test void extremeRunsFitSixteenBits() {
        for (int bits : new int[] {2, 3, 4}) {
            for (byte data : new byte[] {-128, 127, -1, 0}) {
                byte[] codes = new byte[128];
                Arrays.fill(codes, (byte) (-1 << bits - 1));
                byte[] multiples = new byte[4];
                Arrays.fill(multiples, (byte) (127 >> bits - 1));
                byte[] a = new byte[128];
                Arrays.fill(a, data);
                for (boolean unsigned : new boolean[] {false, true}) check(a, 0, codes, multiples, 32, 1, 128, 1, unsigned);
            }
        }
    }

    @Test void weightsOfFewBitsStaySmall() {
        int columns = 4 * FloatGemm.TILE_COLUMNS;
        byte[] multiples = new byte[4 * columns];
        assertEquals(128 * columns / 4 + multiples.length, bytes(weights(2, 128 * columns), multiples, columns));
        assertEquals(128 * columns / 2 + multiples.length, bytes(weights(4, 128 * columns), multiples, columns));
        assertTrue(bytes(weights(3, 128 * columns), multiples, columns) < 128 * columns);
    }

    @Test void groupsShareTheirMultiple() {
        byte[] codes = {-8, 7, 1, -1, 3, 2};
        byte[] multiples = {15, 9, 2, -3};
        CodeWeights weights = GroupGemm.pack(codes, multiples, 2, 3, 2, false);
        int[] out = new int[2];
        weights.sums(new byte[] {1, 10, 100}, 0, 3, 1, 0, 2, new int[2], out, 0, 2);
        assertArrayEquals(new int[] {-8 * 15 + 10 * 15 + 100 * 6, 7 * 9 - 10 * 9 - 100 * 6}, out);
    }

    @Test void refusesGroupsWhoseWeightsDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> GroupGemm.pack(new byte[] {7}, new byte[] {100}, 1, 1, 1, false));
    }

    private static long bytes(byte[] codes, byte[] multiples, int columns) {
        return GroupGemm.pack(codes, multiples, 32, 128, columns, false).bytes();
    }

    private static byte[] weights(int bits, int count) {
        byte[] weights = Samples.bytes(count);
        for (int i = 0; i < count; i++) weights[i] = (byte) (weights[i] >> 8 - bits);
        return weights;
    }

    private static void checkAll(int bits, int group, int depth, int columns) {
        byte[] codes = weights(bits, depth * columns);
        byte[] multiples = new byte[Math.ceilDiv(depth, group) * columns];
        Random random = new Random(7);
        int most = 127 >> bits - 1;
        for (int i = 0; i < multiples.length; i++) multiples[i] = (byte) random.nextInt(-most, most + 1);
        for (int rows : ROWS) {
            for (byte[] a : List.of(Samples.bytes(1 + rows * depth), Samples.fills(1 + rows * depth).get(1))) {
                for (boolean unsigned : new boolean[] {false, true})
                    check(a, 1, codes, multiples, group, rows, depth, columns, unsigned);
            }
        }
    }

    private static void check(byte[] a, int aAt, byte[] codes, byte[] multiples, int group, int rows, int depth, int columns,
            boolean unsigned) {
        int[] start = Samples.ints(columns);
        int[] expected = new int[2 + rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int sum = start[c];
                for (int k = 0; k < depth; k++) {
                    byte code = a[aAt + r * depth + k];
                    int weight = codes[k * columns + c] * multiples[k / group * columns + c];
                    sum += (unsigned ? code & 0xff : code) * weight;
                }
                expected[2 + r * columns + c] = sum;
            }
        }
        CodeWeights weights = GroupGemm.pack(codes, multiples, group, depth, columns, unsigned);
        int[] found = new int[expected.length];
        int half = columns / 2 / weights.tileColumns() * weights.tileColumns();
        weights.sums(a, aAt, depth, rows, half, columns, start, found, 2, columns);
        weights.sums(a, aAt, depth, rows, 0, half, start, found, 2, columns);
        assertArrayEquals(expected, found,
                () -> rows + "x" + depth + "x" + columns + " in groups of " + group + (unsigned ? ", u8" : ", i8"));
    }
}
