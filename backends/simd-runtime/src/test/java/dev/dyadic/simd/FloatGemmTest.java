// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FloatGemmTest {

    private static final int TILE = FloatGemm.TILE_COLUMNS;

    @Test void widthIsTheOneAskedFor() {
        assertEquals(Integer.getInteger(Lanes.PROPERTY), Lanes.BITS);
        if (!Lanes.PLAIN) assertEquals(Lanes.BITS, Species.F32.vectorBitSize());
    }

    @Test void equalsPlainSumsToTheRoundingOfEachStep() {
        for (int rows : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 13}) {
            for (int columns : new int[] {1, TILE - 1, TILE, TILE + 1, 2 * TILE, 4 * TILE + 3}) {
                for (int depth : new int[] {0, 1, 3, 64, 101}) check(rows, depth, columns);
            }
        }
    }

    @Test void cuttingRowsAndColumnsChangesNoBit() {
        int rows = 13;
        int depth = 37;
        int columns = 5 * TILE + 2;
        float[] a = Samples.floats(rows * depth);
        float[] packed = FloatGemm.pack(Samples.floats(depth * columns), 0, columns, 1, depth, columns);
        float[] whole = new float[rows * columns];
        FloatGemm.OWN.multiply(a, 0, depth, rows, packed, 0, depth, 0, columns, 0.3f, new float[0], whole, 0, columns);
        float[] parts = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c += TILE) {
                int to = Math.min(columns, c + TILE);
                FloatGemm.OWN.multiply(a, r * depth, depth, 1, packed, 0, depth, c, to, 0.3f, new float[0], parts, r * columns,
                        columns);
            }
        }
        assertArrayEquals(whole, parts);
    }

    @Test void packsATransposedMatrixAsWell() {
        float[] b = Samples.floats(7 * 11);
        float[] turned = new float[7 * 11];
        Permute.transpose(b, 0, 7, 11, turned, 0);
        assertArrayEquals(FloatGemm.pack(b, 0, 11, 1, 7, 11), FloatGemm.pack(turned, 0, 1, 7, 7, 11));
    }

    private static void check(int rows, int depth, int columns) {
        float[] a = Samples.floats(rows * depth + 3);
        float[] b = Samples.floats(depth * columns);
        float[] bias = Samples.floats(columns);
        float[] out = new float[5 + rows * (columns + 2)];
        FloatGemm.OWN.multiply(a, 3, depth, rows, FloatGemm.pack(b, 0, columns, 1, depth, columns), 0, depth, 0, columns, 0.5f,
                bias,
                out, 5,
                columns + 2);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double sum = 0;
                double most = 1;
                for (int k = 0; k < depth; k++) {
                    double product = (double) a[3 + r * depth + k] * b[k * columns + c];
                    sum += product;
                    most += Math.abs(product);
                }
                double bound = most * (depth + 2) * 0x1p-24;
                assertEquals(sum * 0.5 + bias[c], out[5 + r * (columns + 2) + c], bound, rows + "x" + depth + "x" + columns);
            }
        }
    }
}
