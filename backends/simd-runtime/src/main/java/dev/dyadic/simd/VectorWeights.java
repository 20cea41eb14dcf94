// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Weights in panels, multiplied in vectors: blocks of rows and columns, and the epilogues of their sums. */
final class VectorWeights implements CodeWeights {

    private static final VectorSpecies<Float> FLOATS = Species.F32;
    private static final VectorSpecies<Integer> INTS = Species.I32;
    private static final int LENGTH = INTS.length();

    /** Columns of a block. */
    private static final int WIDTH = 8 * Panels.WIDTH;

    /** Rows of a block, at most; fewer where they are deep, so that they stay in the second cache as f32. */
    private static final int ROWS = 16 * FloatTile.ROWS;

    private static final int FLOATS_OF_ROWS = 1 << 17;

    private final Panels panels;
    private final int depth;
    private final int columns;
    private final boolean unsigned;
    private final int rowsOfBlock;

    VectorWeights(Panels panels, int columns, boolean unsigned) {
        this.panels = panels;
        this.depth = panels.depth;
        this.columns = columns;
        this.unsigned = unsigned;
        int fitting = FLOATS_OF_ROWS / Math.max(1, depth) / FloatTile.ROWS * FloatTile.ROWS;
        this.rowsOfBlock = Math.clamp(fitting, FloatTile.ROWS, ROWS);
    }

    @Override public int depth() { return depth; }

    @Override public int columns() { return columns; }

    @Override public int tileColumns() { return Panels.WIDTH; }

    @Override public long bytes() { return panels.bytes(); }

    @Override public void sums(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, int[] out, int outAt,
            int outStride) {
        for (int r = 0; r < rows; r += rowsOfBlock) {
            int count = Math.min(rowsOfBlock, rows - r);
            panels.prepare(a, aAt + r * aStride, aStride, count, unsigned);
            for (int c = from; c < to; c += WIDTH) {
                int width = Math.min(WIDTH, to - c);
                int[] sums = block(count, c, width, start);
                for (int i = 0; i < count; i++) System.arraycopy(sums, i * WIDTH, out, outAt + (r + i) * outStride + c, width);
            }
        }
    }

    @Override public void codes(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, ColumnRequant requant,
            byte[] out, int outAt, int outStride) {
        for (int r = 0; r < rows; r += rowsOfBlock) {
            int count = Math.min(rowsOfBlock, rows - r);
            panels.prepare(a, aAt + r * aStride, aStride, count, unsigned);
            for (int c = from; c < to; c += WIDTH) {
                int width = Math.min(WIDTH, to - c);
                int[] sums = block(count, c, width, start);
                for (int i = 0; i < count; i++) requant.codes(sums, i * WIDTH, c, width, out, outAt + (r + i) * outStride + c);
            }
        }
    }

    @Override public void floats(byte[] a, int aAt, int aStride, int rows, int from, int to, int[] start, float[] rowScales,
            int rowsAt, float[] columnScales, float[] bias, float[] out, int outAt, int outStride) {
        for (int r = 0; r < rows; r += rowsOfBlock) {
            int count = Math.min(rowsOfBlock, rows - r);
            panels.prepare(a, aAt + r * aStride, aStride, count, unsigned);
            for (int c = from; c < to; c += WIDTH) {
                int width = Math.min(WIDTH, to - c);
                int[] sums = block(count, c, width, start);
                for (int i = 0; i < count; i++) {
                    scale(sums, i * WIDTH, width, rowScales[rowsAt + r + i], columnScales, bias, c, out,
                            outAt + (r + i) * outStride + c);
                }
            }
        }
    }

    /** Sums of a block, its rows apart by {@code WIDTH}. */
    private int[] block(int rows, int column, int width, int[] start) {
        int[] sums = Scratch.ints(ROWS * WIDTH);
        for (int i = 0; i < rows; i++) System.arraycopy(start, column, sums, i * WIDTH, width);
        panels.add(rows, column, Math.ceilDiv(width, Panels.WIDTH), sums, WIDTH);
        return sums;
    }

    private static void scale(int[] sums, int sumsAt, int width, float rowScale, float[] columnScales, float[] bias, int column,
            float[] out, int outAt) {
        boolean biased = bias.length > 0;
        int c = 0;
        for (int end = INTS.loopBound(width); c < end; c += LENGTH) {
            FloatVector sum = (FloatVector) IntVector.fromArray(INTS, sums, sumsAt + c).castShape(FLOATS, 0);
            FloatVector value = sum.mul(rowScale).mul(FloatVector.fromArray(FLOATS, columnScales, column + c));
            if (biased) value = value.add(FloatVector.fromArray(FLOATS, bias, column + c));
            value.intoArray(out, outAt + c);
        }
        for (; c < width; c++) {
            float value = sums[sumsAt + c] * rowScale * columnScales[column + c];
            out[outAt + c] = biased ? value + bias[column + c] : value;
        }
    }
}
