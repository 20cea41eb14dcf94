// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import dev.dyadic.simd.PanelSoftmax.More;

/**
 * Attention of one head: {@code softmax(scores + mask) v}. It is computed with queries next to each other: a column of scores per
 * query, so that maxima and sums go down columns, lane by lane. A query's answer does not depend on the others, nor on the width of
 * vectors but for how multiply-adds round; only the scores of a panel of queries are ever in memory.
 *
 * @param kernel multiplies shares by v
 * @param keys how many rows v has
 * @param columns of v
 */
public record Attention(FloatKernel kernel, int keys, int columns) {

    private static final int QUERIES = FloatGemm.TILE_COLUMNS;

    public Attention {
        if (keys < 0 || columns < 0)
            throw new IllegalArgumentException("no attention: " + keys + " keys, " + columns + " columns");
    }

    /** Floats of v, packed. */
    public int valuesLength() {
        return FloatGemm.packedLength(keys, columns);
    }

    /** Floats of what {@link #rows} works with. */
    public int memoryLength(Scores scores) {
        return Math.addExact(moreAt(scores), Math.multiplyExact(keys, QUERIES));
    }

    /** Where, in what {@link #rows} works with, the shares of a panel of queries are; before them is what scores need, and the scores. */
    private int sharesAt(Scores scores) {
        return Math.addExact(scores.workLength(), Math.multiplyExact(keys, QUERIES)) + FloatGemm.SPARE;
    }

    private int moreAt(Scores scores) {
        return sharesAt(scores) + QUERIES;
    }

    /** Takes v; element [key, c] stands at {@code vAt + key * keyStride + c * columnStride}. */
    public void values(float[] v, int vAt, int keyStride, int columnStride, float[] packed) {
        FloatGemm.packInto(packed, 0, v, vAt, keyStride, columnStride, keys, columns);
    }

    /**
     * Rows of the result, one for each query.
     *
     * @param values what {@link #values} was given
     * @param memory takes {@link #memoryLength} floats
     * @param out row r stands at {@code outAt + r * outStride}
     */
    public void rows(Scores scores, int rows, float[] values, float[] memory, ScoreMask mask, float[] out, int outAt,
            int outStride) {
        int scoresAt = scores.workLength();
        int sharesAt = sharesAt(scores);
        int moreAt = moreAt(scores);
        More more = mask.isByRow() ? More.OWN : mask.share(keys, memory, moreAt) ? More.SHARED : More.NONE;
        for (int row = 0; row < rows; row += QUERIES) {
            int count = Math.min(QUERIES, rows - row);
            scores.panel(row, count, memory, scoresAt);
            if (more == More.OWN) mask.panel(row, count, keys, memory, moreAt);
            PanelSoftmax.powers(memory, scoresAt, keys, more, moreAt, sharesAt);
            kernel.multiplyTurned(memory, scoresAt, count, values, 0, keys, columns, memory, sharesAt, out,
                    outAt + row * outStride, outStride);
        }
    }
}
