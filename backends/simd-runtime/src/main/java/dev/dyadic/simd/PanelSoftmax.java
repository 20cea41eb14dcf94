// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Softmax down the columns of a panel of {@link FloatGemm#TILE_COLUMNS} columns, but for the factor of each column. */
final class PanelSoftmax {

    private PanelSoftmax() {}

    /** What is added to the elements of a panel: nothing, one float for each row, or another panel. */
    enum More {
        NONE, SHARED, OWN
    }

    /**
     * Puts {@code e^(s - max)} for x, with {@code s = x + more} and the greatest s of the column; powers too small for a normal f32
     * are 0.
     *
     * @param memory the panel stands at {@code at}, row by row
     * @param moreAt where in memory what is added stands
     * @param sharesAt where in memory 1 over the sum of each column goes
     */
    static void powers(float[] memory, int at, int rows, More more, int moreAt, int sharesAt) {
        if (Start.isPlain()) PlainPanelSoftmax.powers(memory, at, rows, more, moreAt, sharesAt);
        else VectorPanelSoftmax.powers(memory, at, rows, more, moreAt, sharesAt);
    }
}
