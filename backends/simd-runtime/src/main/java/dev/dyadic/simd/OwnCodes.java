// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/** {@link CodeKernel#OWN}: in vectors, or in plain loops where and while there are none. */
final class OwnCodes implements CodeKernel {

    private static final int WIDTH = FloatGemm.TILE_COLUMNS;
    private static final int[] NO_START = new int[WIDTH];

    @Override public void floats(byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns, int depth,
            float[] rowScales, int rowsAt, float[] columnScales, int columnsAt, float[] out, int outAt) {
        if (!Start.isPlain()) {
            float[] own = columnsAt == 0 ? columnScales : Arrays.copyOfRange(columnScales, columnsAt, columnsAt + columns);
            panel(b, bAt, bStride, columns, depth).floats(a, aAt, aStride, rows, 0, columns, NO_START, rowScales, rowsAt, own,
                    FloatKernel.NO_BIAS, out, outAt, WIDTH);
            return;
        }
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int sum = sum(a, aAt + r * aStride, b, bAt + c * bStride, depth);
                out[outAt + r * WIDTH + c] = sum * rowScales[rowsAt + r] * columnScales[columnsAt + c];
            }
        }
    }

    @Override public void sums(byte[] a, int aAt, int aStride, int rows, byte[] b, int bAt, int bStride, int columns, int depth,
            int[] start, int[] out, int outAt) {
        if (!Start.isPlain()) {
            panel(b, bAt, bStride, columns, depth).sums(a, aAt, aStride, rows, 0, columns, start, out, outAt, WIDTH);
            return;
        }
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                out[outAt + r * WIDTH + c] = start[c] + sum(a, aAt + r * aStride, b, bAt + c * bStride, depth);
            }
        }
    }

    private static CodeWeights panel(byte[] b, int bAt, int bStride, int columns, int depth) {
        return new VectorWeights(new TurnedPanel(b, bAt, bStride, columns, depth), columns, false);
    }

    private static int sum(byte[] a, int aAt, byte[] b, int bAt, int depth) {
        int sum = 0;
        for (int k = 0; k < depth; k++) sum += a[aAt + k] * b[bAt + k];
        return sum;
    }
}
