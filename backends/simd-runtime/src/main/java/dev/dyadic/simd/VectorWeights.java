// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/**
 * Weights of 8 bits as f32, multiplied by the tiles of {@link FloatTile}: a sum of products of codes is exact in f32 up to 2^24, so that
 * sums over blocks of the depth are exact, and are added as integers.
 */
final class VectorWeights implements CodeWeights {

    private static final int WIDTH = FloatGemm.TILE_COLUMNS;
    private static final int ROWS = FloatTile.ROWS;

    /** Where rows of a stand in the scratch memory, after the sums of a tile. */
    private static final int ROWS_AT = ROWS * WIDTH;

    private final float[] packed;
    private final int depth;
    private final int columns;
    private final boolean unsigned;

    /** Products in an exact sum: 2^24 / (128 * 128), or 2^24 / (256 * 128). */
    private final int block;

    VectorWeights(byte[] weights, int depth, int columns, boolean unsigned) {
        float[] floats = new float[weights.length];
        for (int i = 0; i < floats.length; i++) floats[i] = weights[i];
        packed = FloatGemm.pack(floats, 0, columns, 1, depth, columns);
        this.depth = depth;
        this.columns = columns;
        this.unsigned = unsigned;
        block = unsigned ? 512 : 1024;
    }

    @Override public int depth() { return depth; }

    @Override public int columns() { return columns; }

    @Override public int tileColumns() { return WIDTH; }

    @Override public long bytes() { return 4L * packed.length; }

    @Override public void sums(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, int[] out, int outAt,
            int outStride) {
        int[] tile = Scratch.ints(ROWS * WIDTH);
        for (int r = 0; r < rows; r += ROWS) {
            int count = Math.min(ROWS, rows - r);
            float[] scratch = widened(a, aAt + r * aStride, aStride, count);
            for (int panel = from; panel < to; panel += WIDTH) {
                sumTile(scratch, count, panel, tile);
                int width = Math.min(WIDTH, to - panel);
                for (int i = 0; i < count; i++) {
                    int target = outAt + (r + i) * outStride + panel;
                    for (int c = 0; c < width; c++) out[target + c] = tile[i * WIDTH + c] + start[panel + c];
                }
            }
        }
    }

    @Override public void codes(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, ColumnRequant requant,
            byte[] out, int outAt, int outStride) {
        int[] tile = Scratch.ints(ROWS * WIDTH);
        for (int r = 0; r < rows; r += ROWS) {
            int count = Math.min(ROWS, rows - r);
            float[] scratch = widened(a, aAt + r * aStride, aStride, count);
            for (int panel = from; panel < to; panel += WIDTH) {
                sumTile(scratch, count, panel, tile);
                int width = Math.min(WIDTH, to - panel);
                for (int i = 0; i < count; i++) {
                    int target = outAt + (r + i) * outStride + panel;
                    for (int c = 0; c < width; c++) {
                        out[target + c] = requant.code(tile[i * WIDTH + c] + start[panel + c], panel + c);
                    }
                }
            }
        }
    }

    @Override public void floats(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, float[] rowScales,
            int rowsAt, float[] columnScales, float[] bias, float[] out, int outAt, int outStride) {
        int[] tile = Scratch.ints(ROWS * WIDTH);
        for (int r = 0; r < rows; r += ROWS) {
            int count = Math.min(ROWS, rows - r);
            float[] scratch = widened(a, aAt + r * aStride, aStride, count);
            for (int panel = from; panel < to; panel += WIDTH) {
                sumTile(scratch, count, panel, tile);
                int width = Math.min(WIDTH, to - panel);
                for (int i = 0; i < count; i++) {
                    scale(tile, i * WIDTH, width, start, panel, rowScales[rowsAt + r + i], columnScales, out,
                            outAt + (r + i) * outStride + panel);
                    if (bias.length > 0) add(bias, panel, width, out, outAt + (r + i) * outStride + panel);
                }
            }
        }
    }

    private static void scale(int[] tile, int tileAt, int width, int[] start, int panel, float rowScale, float[] columnScales,
            float[] out, int outAt) {
        for (int c = 0; c < width; c++)
            out[outAt + c] = (tile[tileAt + c] + start[panel + c]) * rowScale * columnScales[panel + c];
    }

    private static void add(float[] bias, int biasAt, int width, float[] out, int outAt) {
        for (int c = 0; c < width; c++) out[outAt + c] += bias[biasAt + c];
    }

    /** Scratch memory with rows of a as f32. */
    private float[] widened(byte[] a, int aAt, int aStride, int rows) {
        float[] scratch = Scratch.floats(ROWS_AT + ROWS * depth);
        for (int r = 0; r < rows; r++) widen(a, aAt + r * aStride, depth, unsigned, scratch, ROWS_AT + r * depth);
        return scratch;
    }

    private static void widen(byte[] a, int aAt, int count, boolean unsigned, float[] to, int toAt) {
        if (unsigned) for (int k = 0; k < count; k++) to[toAt + k] = a[aAt + k] & 0xff;
        if (!unsigned) for (int k = 0; k < count; k++) to[toAt + k] = a[aAt + k];
    }

    private void sumTile(float[] scratch, int rows, int panel, int[] tile) {
        if (depth == 0) Arrays.fill(tile, 0, ROWS * WIDTH, 0);
        for (int k = 0; k < depth; k += block) {
            int count = Math.min(block, depth - k);
            int at = panel * depth + k * WIDTH;
            if (rows > 3) FloatTile.rows6(scratch, ROWS_AT + k, depth, rows - 1, packed, at, count, scratch);
            if (rows <= 3) FloatTile.rows3(scratch, ROWS_AT + k, depth, rows - 1, packed, at, count, scratch);
            accumulate(scratch, rows * WIDTH, tile, k == 0);
        }
    }

    /** The sums are whole numbers of at most 2^24. */
    private static void accumulate(float[] sums, int count, int[] tile, boolean first) {
        if (first) for (int i = 0; i < count; i++) tile[i] = (int) sums[i];
        if (!first) for (int i = 0; i < count; i++) tile[i] += (int) sums[i];
    }
}
