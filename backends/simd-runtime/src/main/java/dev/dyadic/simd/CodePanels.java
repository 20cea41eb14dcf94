// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Weights of 8 bits in panels as wide as the tiles of {@link FloatTile}, which multiply them: a sum of products of codes is exact in f32 up
 * to 2^24, so that sums over blocks of the depth are exact, and are added as integers. A block of a panel is widened to f32 just before
 * all rows are multiplied with it; it then stands in the first cache.
 */
final class CodePanels {

    static final int WIDTH = FloatGemm.TILE_COLUMNS;

    private static final int ROWS = FloatTile.ROWS;
    private static final int PANELS = FloatTile.PANELS;

    /** Products in an exact sum: 256 * 255 * 128 is below 2^24. For one row there are several panels at a time, of shallower blocks. */
    private static final int BLOCK = 256;

    private static final int ROW_BLOCK = BLOCK / PANELS;

    /** Where the widened block stands in the scratch memory, after the sums of a tile; then come the rows. */
    private static final int PANEL_AT = Math.max(ROWS, PANELS) * WIDTH;

    private static final int ROWS_AT = PANEL_AT + BLOCK * WIDTH;

    private static final VectorSpecies<Float> FLOATS = Species.F32;
    private static final VectorSpecies<Integer> INTS = Species.I32;

    private final byte[] packed;
    private final int depth;

    CodePanels(byte[] weights, int depth, int columns) {
        this.depth = depth;
        packed = new byte[Math.multiplyExact(depth, Math.ceilDiv(columns, WIDTH) * WIDTH)];
        for (int k = 0; k < depth; k++) {
            for (int panel = 0; panel < columns; panel += WIDTH) {
                System.arraycopy(weights, k * columns + panel, packed, panel * depth + k * WIDTH,
                        Math.min(WIDTH, columns - panel));
            }
        }
    }

    long bytes() {
        return packed.length;
    }

    /** Scratch memory with rows of a as f32. */
    float[] widened(byte[] a, int aAt, int aStride, int rows, boolean unsigned) {
        float[] scratch = Scratch.floats(ROWS_AT + rows * depth);
        for (int r = 0; r < rows; r++) VectorBytes.widen(a, aAt + r * aStride, unsigned, depth, scratch, ROWS_AT + r * depth);
        return scratch;
    }

    /**
     * Adds the products of widened rows with panels from column {@code from} on to sums.
     *
     * @param panels as many as {@code sums} has room for
     * @param stride from row to row of the sums, at least {@code panels * WIDTH}
     */
    void add(float[] scratch, int rows, int from, int panels, int[] sums, int stride) {
        if (rows == 1) {
            for (int panel = 0; panel < panels; panel += PANELS)
                addRow(scratch, from + panel * WIDTH, Math.min(PANELS, panels - panel), sums, panel * WIDTH);
            return;
        }
        for (int panel = 0; panel < panels; panel++) addPanel(scratch, rows, from + panel * WIDTH, sums, panel * WIDTH, stride);
    }

    private void addPanel(float[] scratch, int rows, int column, int[] sums, int sumsAt, int stride) {
        for (int k = 0; k < depth; k += BLOCK) {
            int count = Math.min(BLOCK, depth - k);
            VectorBytes.widen(packed, column * depth + k * WIDTH, false, count * WIDTH, scratch, PANEL_AT);
            for (int r = 0; r < rows; r += ROWS) {
                int last = Math.min(ROWS, rows - r) - 1;
                int at = ROWS_AT + r * depth + k;
                FloatTile.rows(scratch, at, depth, last, scratch, PANEL_AT, count, scratch, 0);
                for (int i = 0; i <= last; i++) accumulate(scratch, i * WIDTH, WIDTH, sums, sumsAt + (r + i) * stride);
            }
        }
    }

    private void addRow(float[] scratch, int column, int panels, int[] sums, int sumsAt) {
        for (int k = 0; k < depth; k += ROW_BLOCK) {
            int count = Math.min(ROW_BLOCK, depth - k);
            for (int i = 0; i < panels; i++) {
                int from = (column + i * WIDTH) * depth + k * WIDTH;
                VectorBytes.widen(packed, from, false, count * WIDTH, scratch, PANEL_AT + i * ROW_BLOCK * WIDTH);
            }
            FloatTile.row(scratch, ROWS_AT + k, scratch, PANEL_AT, ROW_BLOCK * WIDTH, panels - 1, count, scratch);
            accumulate(scratch, 0, panels * WIDTH, sums, sumsAt);
        }
    }

    /** The float sums are whole numbers of at most 2^24. */
    private static void accumulate(float[] from, int fromAt, int count, int[] sums, int sumsAt) {
        for (int i = 0; i < count; i += INTS.length()) {
            IntVector more = (IntVector) FloatVector.fromArray(FLOATS, from, fromAt + i).castShape(INTS, 0);
            IntVector.fromArray(INTS, sums, sumsAt + i).add(more).intoArray(sums, sumsAt + i);
        }
    }
}
