// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatGemm} in vectors: tiles of rows and panels, and the epilogue of a tile. */
final class VectorGemm {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int WIDTH = FloatGemm.TILE_COLUMNS;

    /** Floats of the panels that are worked through for each block of rows: half of a usual L2 cache. */
    private static final int GROUP = 1 << 16;

    private VectorGemm() {}

    static void multiply(float[] a, int aAt, int aRowStride, int rows, float[] packed, int packedAt, int depth, int fromColumn,
            int toColumn, float scale, float[] bias, float[] out, int outAt, int outRowStride) {
        float[] sums = Scratch.floats(FloatTile.ROWS * WIDTH);
        int step = Math.max(1, GROUP / Math.max(1, depth * WIDTH)) * WIDTH;
        for (int from = fromColumn; from < toColumn; from += step) {
            int to = Math.min(toColumn, from + step);
            int r = 0;
            while (r < rows) {
                int count = blockOf(rows - r);
                int source = aAt + r * aRowStride;
                int target = outAt + r * outRowStride;
                if (count == 1) {
                    row(a, source, packed, packedAt, depth, from, to, scale, bias, out, target, sums);
                } else {
                    block(a, source, aRowStride, count, packed, packedAt, depth, from, to, scale, bias, out, target, outRowStride,
                            sums);
                }
                r += count;
            }
        }
    }

    /** How many of the rows that are left the next tile takes. */
    static int blockOf(int left) {
        return left > 3 ? Math.min(left, FloatTile.ROWS) : left;
    }

    /** Sums of products of rows with one panel, those of a row after the other. Up to {@link FloatTile#ROWS} rows more are written. */
    static void panel(float[] a, int aAt, int stride, int rows, float[] panel, int panelAt, int depth, float[] sums,
            int sumsAt) {
        int r = 0;
        while (r < rows) {
            int count = blockOf(rows - r);
            FloatTile.rows(a, aAt + r * stride, stride, count - 1, panel, panelAt, depth, sums, sumsAt + r * WIDTH);
            r += count;
        }
    }

    static void multiplyTurned(float[] a, int aAt, int rows, float[] packed, int packedAt, int depth, int columns, float[] scales,
            int scalesAt, float[] out, int outAt, int outRowStride) {
        float[] sums = Scratch.floats(TurnedTile.ROWS * WIDTH);
        for (int panel = 0; panel < columns; panel += WIDTH) {
            int count = Math.min(WIDTH, columns - panel);
            for (int row = 0; row < rows; row += TurnedTile.ROWS) {
                TurnedTile.rows(a, aAt + row, packed, packedAt + panel * depth, depth, sums);
                for (int r = row; r < Math.min(rows, row + TurnedTile.ROWS); r++) {
                    finish(sums, (r - row) * WIDTH, count, scales[scalesAt + r], FloatKernel.NO_BIAS, 0, out,
                            outAt + r * outRowStride + panel);
                }
            }
        }
    }

    private static void block(float[] a, int aAt, int stride, int rows, float[] packed, int packedAt, int depth, int from, int to,
            float scale, float[] bias, float[] out, int outAt, int outStride, float[] sums) {
        for (int panel = from; panel < to; panel += WIDTH) {
            int at = packedAt + panel * depth;
            FloatTile.rows(a, aAt, stride, rows - 1, packed, at, depth, sums, 0);
            int count = Math.min(WIDTH, to - panel);
            for (int r = 0; r < rows; r++) finish(sums, r * WIDTH, count, scale, bias, panel, out, outAt + r * outStride + panel);
        }
    }

    private static void row(float[] a, int aAt, float[] packed, int packedAt, int depth, int from, int to, float scale,
            float[] bias,
            float[] out, int outAt, float[] sums) {
        for (int panel = from; panel < to; panel += FloatTile.PANELS * WIDTH) {
            int last = Math.min(FloatTile.PANELS, Math.ceilDiv(to - panel, WIDTH)) - 1;
            FloatTile.row(a, aAt, packed, packedAt + panel * depth, depth * WIDTH, last, depth, sums);
            int count = Math.min(FloatTile.PANELS * WIDTH, to - panel);
            finish(sums, 0, count, scale, bias, panel, out, outAt + panel);
        }
    }

    private static void finish(float[] sums, int sumsAt, int count, float scale, float[] bias, int biasAt, float[] out,
            int outAt) {
        boolean biased = bias.length > 0;
        int c = 0;
        for (int end = LANES.loopBound(count); c < end; c += LANES.length()) {
            FloatVector value = FloatVector.fromArray(LANES, sums, sumsAt + c).mul(scale);
            if (biased) value = value.add(FloatVector.fromArray(LANES, bias, biasAt + c));
            value.intoArray(out, outAt + c);
        }
        for (; c < count; c++) {
            float value = sums[sumsAt + c] * scale;
            out[outAt + c] = biased ? value + bias[biasAt + c] : value;
        }
    }
}
