// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Attention of one head: {@code softmax(q k * scale + mask) v}. Scores of a few rows at a time are all that is ever in memory. Each element
 * of a product is one chain of multiply-adds, so that rows may be cut into calls anyhow.
 *
 * @param depth what q and k have in common
 * @param keys how many columns k and rows v has
 * @param columns of v
 */
public record Attention(int depth, int keys, int columns) {

    /** Rows whose scores are in memory together: whole tiles of every width. */
    private static final int ROWS = 24;

    private static final float[] NO_BIAS = {};

    public Attention {
        if (depth < 0 || keys < 0 || columns < 0)
            throw new IllegalArgumentException("no attention: " + depth + " deep, " + keys + " keys, " + columns + " columns");
    }

    /** Floats of k and v, packed. */
    public int packedLength() {
        return FloatGemm.packedLength(depth, keys) + FloatGemm.packedLength(keys, columns);
    }

    /** Floats of scores. */
    public int scoresLength() {
        return ROWS * keys;
    }

    /** Takes k; element [i, key] stands at {@code kAt + i * rowStride + key * keyStride}. */
    public void keys(float[] k, int kAt, int rowStride, int keyStride, float[] packed) {
        FloatGemm.packInto(packed, 0, k, kAt, rowStride, keyStride, depth, keys);
    }

    /** Takes v; element [key, c] stands at {@code vAt + key * keyStride + c * columnStride}. */
    public void values(float[] v, int vAt, int keyStride, int columnStride, float[] packed) {
        FloatGemm.packInto(packed, FloatGemm.packedLength(depth, keys), v, vAt, keyStride, columnStride, keys, columns);
    }

    /**
     * Rows of the result.
     *
     * @param q row r stands at {@code qAt + r * qStride}
     * @param packed what {@link #keys} and {@link #values} were given
     * @param scores takes {@link #scoresLength} floats
     * @param mask what is kept: {@code (1 - mask) * fill} is added to scores, each step rounded; empty to add nothing
     * @param maskAt row r uses the floats from {@code maskAt + r * maskStride} on
     * @param out row r stands at {@code outAt + r * outStride}
     */
    public void rows(float[] q, int qAt, int qStride, int rows, float scale, float[] packed, float[] scores, float[] mask,
            int maskAt,
            int maskStride, float fill, float[] out, int outAt, int outStride) {
        int valuesAt = FloatGemm.packedLength(depth, keys);
        for (int row = 0; row < rows; row += ROWS) {
            int count = Math.min(ROWS, rows - row);
            FloatGemm.multiply(q, qAt + row * qStride, qStride, count, packed, 0, depth, 0, keys, scale, NO_BIAS, scores, 0,
                    keys);
            if (mask.length == 0) Softmax.rows(scores, 0, count, keys, scores, 0);
            if (mask.length > 0) {
                Softmax.maskedRows(scores, 0, count, keys, mask, maskAt + row * maskStride, maskStride, fill, scores, 0);
            }
            FloatGemm.multiply(scores, 0, keys, count, packed, valuesAt, keys, 0, columns, 1f, NO_BIAS, out,
                    outAt + row * outStride, outStride);
        }
    }
}
