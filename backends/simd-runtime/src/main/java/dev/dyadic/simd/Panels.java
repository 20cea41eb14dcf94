// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Weights in panels as wide as the tiles of {@link FloatTile}, which multiply them: a sum of products of codes is exact in f32 up to 2^24, so
 * that sums over blocks of the depth are exact, and are added as integers. A block of a panel is widened to f32 just before all rows are
 * multiplied with it; it then stands in the first cache.
 */
abstract class Panels {

    static final int WIDTH = FloatGemm.TILE_COLUMNS;

    /** Products in an exact sum: 256 * 255 * 128 is below 2^24. */
    static final int BLOCK = 256;

    /** Where the widened block stands in the scratch memory, after the sums of a tile; then come the rows. */
    static final int PANEL_AT = Math.max(FloatTile.ROWS, FloatTile.PANELS) * WIDTH;

    static final int ROWS_AT = PANEL_AT + BLOCK * WIDTH;

    private static final VectorSpecies<Float> FLOATS = Species.F32;
    private static final VectorSpecies<Integer> INTS = Species.I32;

    final int depth;

    Panels(int depth) {
        this.depth = depth;
    }

    abstract long bytes();

    /** Brings rows of a into scratch memory of the thread, for calls of {@link #add} with as many. */
    void prepare(byte[] a, int aAt, int aStride, int rows, boolean unsigned) {
        float[] scratch = Scratch.floats(ROWS_AT + rows * depth);
        for (int r = 0; r < rows; r++) VectorBytes.widen(a, aAt + r * aStride, unsigned, depth, scratch, ROWS_AT + r * depth);
    }

    /**
     * Adds the products of the prepared rows with panels from column {@code from} on to sums.
     *
     * @param panels as many as {@code sums} has room for
     * @param stride from row to row of the sums, at least {@code panels * WIDTH}
     */
    void add(int rows, int from, int panels, int[] sums, int stride) {
        float[] scratch = Scratch.floats(ROWS_AT + rows * depth);
        for (int panel = 0; panel < panels; panel++) addPanel(scratch, rows, from + panel * WIDTH, sums, panel * WIDTH, stride);
    }

    /** Writes so many depths of the panel at a column as f32, from depth {@code k} on. */
    abstract void widen(int column, int k, int count, float[] to, int toAt);

    private void addPanel(float[] scratch, int rows, int column, int[] sums, int sumsAt, int stride) {
        for (int k = 0; k < depth; k += BLOCK) {
            int count = Math.min(BLOCK, depth - k);
            widen(column, k, count, scratch, PANEL_AT);
            for (int r = 0; r < rows; r += FloatTile.ROWS) {
                int last = Math.min(FloatTile.ROWS, rows - r) - 1;
                int at = ROWS_AT + r * depth + k;
                FloatTile.rows(scratch, at, depth, last, scratch, PANEL_AT, count, scratch, 0);
                for (int i = 0; i <= last; i++) accumulate(scratch, i * WIDTH, WIDTH, sums, sumsAt + (r + i) * stride);
            }
        }
    }

    /** The float sums are whole numbers of at most 2^24. */
    static void accumulate(float[] from, int fromAt, int count, int[] sums, int sumsAt) {
        for (int i = 0; i < count; i += INTS.length()) {
            IntVector more = (IntVector) FloatVector.fromArray(FLOATS, from, fromAt + i).castShape(INTS, 0);
            IntVector.fromArray(INTS, sums, sumsAt + i).add(more).intoArray(sums, sumsAt + i);
        }
    }
}
