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

    /** Floats of v, packed, and after them of k, if that is packed too. */
    public int packedLength() {
        return Math.addExact(keysAt(), Math.multiplyExact(depth, keys));
    }

    /** Where {@link #keys} puts k. */
    public int keysAt() {
        return FloatGemm.packedLength(keys, columns);
    }

    /** Floats of what {@link #rows} works with. */
    public int scoresLength() {
        return Math.addExact(moreAt(), Math.multiplyExact(keys, QUERIES));
    }

    /** Where, in what {@link #rows} works with, the shares of a panel of queries are; before them are the queries and their scores. */
    private int sharesAt() {
        return Math.multiplyExact(Math.addExact(depth, keys), QUERIES) + FloatGemm.SPARE;
    }

    private int moreAt() {
        return sharesAt() + QUERIES;
    }

    /** Puts keys side by side; element [i, key] stands at {@code kAt + i * rowStride + key * keyStride}. */
    public void keys(float[] k, int kAt, int rowStride, int keyStride, float[] packed) {
        for (int key = 0; key < keys; key++) {
            int from = kAt + key * keyStride;
            int to = keysAt() + key * depth;
            for (int i = 0; i < depth; i++) packed[to + i] = k[from + i * rowStride];
        }
    }

    /** Takes v; element [key, c] stands at {@code vAt + key * keyStride + c * columnStride}. */
    public void values(float[] v, int vAt, int keyStride, int columnStride, float[] packed) {
        FloatGemm.packInto(packed, 0, v, vAt, keyStride, columnStride, keys, columns);
    }

    /**
     * Rows of the result.
     *
     * @param q row r stands at {@code qAt + r * qStride}
     * @param k element [i, key] stands at {@code kAt + i + key * kStride}
     * @param values what {@link #values} was given
     * @param memory takes {@link #scoresLength} floats
     * @param mask what is kept: {@code (1 - mask) * fill} is added to scores, each step rounded; empty to add nothing
     * @param maskAt row r uses the floats from {@code maskAt + r * maskStride} on
     * @param out row r stands at {@code outAt + r * outStride}
     */
    public void rows(float[] q, int qAt, int qStride, int rows, float scale, float[] k, int kAt, int kStride, float[] values,
            float[] memory, float[] mask, int maskAt, int maskStride, float fill, float[] out, int outAt, int outStride) {
        int scores = depth * QUERIES;
        boolean shared = mask.length == 0 || maskStride == 0;
        if (shared) share(mask, maskAt, fill, memory);
        for (int row = 0; row < rows; row += QUERIES) {
            int count = Math.min(QUERIES, rows - row);
            FloatGemm.packInto(memory, 0, q, qAt + row * qStride, 1, qStride, depth, count);
            kernel.panel(k, kAt, kStride, keys, memory, 0, depth, memory, scores);
            if (!shared) own(mask, maskAt + row * maskStride, maskStride, count, fill, memory);
            PanelSoftmax.powers(memory, scores, keys, scale, moreAt(), shared, sharesAt());
            kernel.multiplyTurned(memory, scores, count, values, 0, keys, columns, memory, sharesAt(), out,
                    outAt + row * outStride,
                    outStride);
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
}
