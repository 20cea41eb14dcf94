// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** {@link FloatGemm} in plain loops. */
final class PlainGemm {

    private static final int WIDTH = FloatGemm.TILE_COLUMNS;

    private PlainGemm() {}

    static void pack(float[] to, int toAt, float[] b, int bAt, int bRowStride, int bColumnStride, int depth, int columns) {
        for (int panel = 0; panel < columns; panel += WIDTH) {
            int count = Math.min(WIDTH, columns - panel);
            int target = toAt + panel * depth;
            int source = bAt + panel * bColumnStride;
            if (bRowStride == 1 && bColumnStride != 1) turn(to, target, b, source, bColumnStride, depth, count);
            else rows(to, target, b, source, bRowStride, bColumnStride, depth, count);
            for (int k = 0; k < depth && count < WIDTH; k++) {
                for (int c = count; c < WIDTH; c++) to[target + k * WIDTH + c] = 0;
            }
        }
    }

    /** A panel whose columns have neighbours side by side: they are read in order. */
    private static void turn(float[] to, int toAt, float[] b, int bAt, int bColumnStride, int depth, int columns) {
        for (int c = 0; c < columns; c++) {
            int source = bAt + c * bColumnStride;
            int target = toAt + c;
            for (int k = 0; k < depth; k++) to[target + k * WIDTH] = b[source + k];
        }
    }

    private static void rows(float[] to, int toAt, float[] b, int bAt, int bRowStride, int bColumnStride, int depth,
            int columns) {
        for (int k = 0; k < depth; k++) {
            int target = toAt + k * WIDTH;
            int source = bAt + k * bRowStride;
            if (bColumnStride == 1) System.arraycopy(b, source, to, target, columns);
            else for (int c = 0; c < columns; c++) to[target + c] = b[source + c * bColumnStride];
        }
    }

    static void multiply(float[] a, int aAt, int aRowStride, int rows, float[] packed, int packedAt, int depth, int fromColumn,
            int toColumn, float scale, float[] bias, float[] out, int outAt, int outRowStride) {
        float[] sums = Scratch.floats(WIDTH);
        for (int panel = fromColumn; panel < toColumn; panel += WIDTH) {
            int count = Math.min(WIDTH, toColumn - panel);
            for (int r = 0; r < rows; r++) {
                sumRow(a, aAt + r * aRowStride, 1, packed, packedAt + panel * depth, depth, sums, 0);
                int target = outAt + r * outRowStride + panel;
                for (int c = 0; c < count; c++) {
                    out[target + c] = bias.length == 0 ? sums[c] * scale : sums[c] * scale + bias[panel + c];
                }
            }
        }
    }

    static void panel(float[] a, int aAt, int stride, int rows, float[] panel, int panelAt, int depth, float[] sums, int sumsAt) {
        for (int r = 0; r < rows; r++) sumRow(a, aAt + r * stride, 1, panel, panelAt, depth, sums, sumsAt + r * WIDTH);
    }

    static void multiplyTurned(float[] a, int aAt, int rows, float[] packed, int packedAt, int depth, int columns, float[] scales,
            int scalesAt, float[] out, int outAt, int outRowStride) {
        float[] sums = Scratch.floats(WIDTH);
        for (int panel = 0; panel < columns; panel += WIDTH) {
            for (int r = 0; r < rows; r++) {
                sumRow(a, aAt + r, WIDTH, packed, packedAt + panel * depth, depth, sums, 0);
                int target = outAt + r * outRowStride + panel;
                for (int c = 0; c < Math.min(WIDTH, columns - panel); c++) out[target + c] = sums[c] * scales[scalesAt + r];
            }
        }
    }

    private static void sumRow(float[] a, int aAt, int aStep, float[] packed, int panelAt, int depth, float[] sums, int sumsAt) {
        for (int c = 0; c < WIDTH; c++) sums[sumsAt + c] = 0;
        for (int k = 0; k < depth; k++) {
            float factor = a[aAt + k * aStep];
            int row = panelAt + k * WIDTH;
            for (int c = 0; c < WIDTH; c++) sums[sumsAt + c] = add(factor, packed[row + c], sums[sumsAt + c]);
        }
    }

    /** {@code a * b + sum}: rounded once, as vectors do it, where there are vectors; not every processor without them can. */
    private static float add(float a, float b, float sum) {
        return Lanes.PLAIN ? a * b + sum : Math.fma(a, b, sum);
    }
}
