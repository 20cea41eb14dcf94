// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Attention of one head: {@code softmax(q k * scale + mask) v}. It is computed with queries next to each other: a column of scores per
 * query, so that maxima and sums go down columns, lane by lane. A query's answer does not depend on the others, nor on the width of
 * vectors but for how multiply-adds round; only the scores of a panel of queries are ever in memory.
 *
 * @param kernel multiplies q by k, and scores by v
 * @param depth what q and k have in common
 * @param keys how many columns k and rows v has
 * @param columns of v
 */
public record Attention(FloatKernel kernel, int depth, int keys, int columns) {

    private static final int QUERIES = FloatGemm.TILE_COLUMNS;

    public Attention {
        if (depth < 0 || keys < 0 || columns < 0)
            throw new IllegalArgumentException("no attention: " + depth + " deep, " + keys + " keys, " + columns + " columns");
    }

    /** Floats of k and v, packed. */
    public int packedLength() {
        return Math.multiplyExact(Math.addExact(depth, columns), keys);
    }

    /** Floats of what {@link #rows} works with. */
    public int scoresLength() {
        return Math.addExact(moreAt(), Math.multiplyExact(keys, QUERIES));
    }

    /** Where, in what {@link #rows} works with, the answers of a panel are, column by column; before them are its queries and scores. */
    private int answersAt() {
        return Math.multiplyExact(Math.addExact(depth, keys), QUERIES) + FloatGemm.SPARE;
    }

    private int sharesAt() {
        return answersAt() + Math.multiplyExact(columns, QUERIES) + FloatGemm.SPARE;
    }

    private int moreAt() {
        return sharesAt() + QUERIES;
    }

    /** Takes k; element [i, key] stands at {@code kAt + i * rowStride + key * keyStride}. */
    public void keys(float[] k, int kAt, int rowStride, int keyStride, float[] packed) {
        for (int key = 0; key < keys; key++) {
            int from = kAt + key * keyStride;
            if (rowStride == 1) System.arraycopy(k, from, packed, key * depth, depth);
            for (int i = 0; i < depth && rowStride != 1; i++) packed[key * depth + i] = k[from + i * rowStride];
        }
    }

    /** Takes v; element [key, c] stands at {@code vAt + key * keyStride + c * columnStride}. */
    public void values(float[] v, int vAt, int keyStride, int columnStride, float[] packed) {
        int to = keys * depth;
        for (int key = 0; key < keys; key++) {
            int from = vAt + key * keyStride;
            for (int c = 0; c < columns; c++) packed[to + c * keys + key] = v[from + c * columnStride];
        }
    }

    /**
     * Rows of the result.
     *
     * @param q row r stands at {@code qAt + r * qStride}
     * @param packed what {@link #keys} and {@link #values} were given
     * @param memory takes {@link #scoresLength} floats
     * @param mask what is kept: {@code (1 - mask) * fill} is added to scores, each step rounded; empty to add nothing
     * @param maskAt row r uses the floats from {@code maskAt + r * maskStride} on
     * @param out row r stands at {@code outAt + r * outStride}
     */
    public void rows(float[] q, int qAt, int qStride, int rows, float scale, float[] packed, float[] memory, float[] mask,
            int maskAt, int maskStride, float fill, float[] out, int outAt, int outStride) {
        int scores = depth * QUERIES;
        boolean shared = mask.length == 0 || maskStride == 0;
        if (shared) share(mask, maskAt, fill, memory);
        for (int row = 0; row < rows; row += QUERIES) {
            int count = Math.min(QUERIES, rows - row);
            FloatGemm.packInto(memory, 0, q, qAt + row * qStride, 1, qStride, depth, count);
            kernel.panel(packed, 0, depth, keys, memory, 0, depth, memory, scores);
            if (!shared) own(mask, maskAt + row * maskStride, maskStride, count, fill, memory);
            PanelSoftmax.powers(memory, scores, keys, scale, moreAt(), shared, sharesAt());
            kernel.panel(packed, keys * depth, keys, columns, memory, scores, keys, memory, answersAt());
            PanelSoftmax.multiply(memory, answersAt(), columns, sharesAt());
            store(memory, count, out, outAt + row * outStride, outStride);
        }
    }

    /** What is added to the scores of each key, whatever the query. */
    private void share(float[] mask, int maskAt, float fill, float[] memory) {
        for (int key = 0; key < keys; key++) memory[moreAt() + key] = mask.length == 0 ? 0 : (1 - mask[maskAt + key]) * fill;
    }

    private void own(float[] mask, int maskAt, int maskStride, int count, float fill, float[] memory) {
        int at = moreAt();
        FloatGemm.packInto(memory, at, mask, maskAt, 1, maskStride, keys, count);
        for (int i = at; i < at + keys * QUERIES; i++) memory[i] = (1 - memory[i]) * fill;
    }

    private void store(float[] memory, int count, float[] out, int outAt, int outStride) {
        for (int r = 0; r < count; r++) {
            int from = answersAt() + r;
            int to = outAt + r * outStride;
            for (int c = 0; c < columns; c++) out[to + c] = memory[from + c * QUERIES];
        }
    }
}
