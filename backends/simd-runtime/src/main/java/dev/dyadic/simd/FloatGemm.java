// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Products of f32 matrices. The right matrix is packed first: in panels of {@link #TILE_COLUMNS} columns, a panel holding them row by row,
 * the last one filled up with zeros. Each element of a product is one chain of multiply-adds along the depth, so that it does not depend
 * on how rows and columns are cut into calls.
 */
public final class FloatGemm {

    /** Columns of a panel. */
    public static final int TILE_COLUMNS = 2 * Math.max(4, Lanes.FLOATS);

    /** What {@link #panel} may write past its sums. */
    static final int SPARE = 8 * TILE_COLUMNS;

    private FloatGemm() {}

    /** The floats of a packed matrix. */
    public static int packedLength(int depth, int columns) {
        return Math.multiplyExact(depth, Math.multiplyExact(Math.ceilDiv(columns, TILE_COLUMNS), TILE_COLUMNS));
    }

    /** A packed copy of the matrix whose element [k, c] stands at {@code bAt + k * bRowStride + c * bColumnStride}. */
    public static float[] pack(float[] b, int bAt, int bRowStride, int bColumnStride, int depth, int columns) {
        float[] packed = new float[packedLength(depth, columns)];
        packInto(packed, 0, b, bAt, bRowStride, bColumnStride, depth, columns);
        return packed;
    }

    /** As {@link #pack}, into the {@link #packedLength} floats from {@code toAt} on. */
    public static void packInto(float[] to, int toAt, float[] b, int bAt, int bRowStride, int bColumnStride, int depth,
            int columns) {
        PlainGemm.pack(to, toAt, b, bAt, bRowStride, bColumnStride, depth, columns);
    }

    /**
     * Columns {@code fromColumn} to {@code toColumn} (exclusive) of {@code out[r, c] = (sum over k of a[r, k] * b[k, c]) * scale + bias[c]}.
     *
     * @param a element [r, k] stands at {@code aAt + r * aRowStride + k}
     * @param packed b, of {@link #pack}, from {@code packedAt} on
     * @param fromColumn a multiple of {@link #TILE_COLUMNS}
     * @param bias empty to add nothing
     * @param out element [r, c] stands at {@code outAt + r * outRowStride + c}
     */
    public static void multiply(
            float[] a,
            int aAt,
            int aRowStride,
            int rows,
            float[] packed,
            int packedAt,
            int depth,
            int fromColumn,
            int toColumn,
            float scale,
            float[] bias,
            float[] out,
            int outAt,
            int outRowStride) {
        if (fromColumn % TILE_COLUMNS != 0)
            throw new IllegalArgumentException("columns start at a multiple of " + TILE_COLUMNS + ", not at " + fromColumn);
        if (!Start.isPlain()) {
            VectorGemm.multiply(a, aAt, aRowStride, rows, packed, packedAt, depth, fromColumn, toColumn, scale, bias, out, outAt,
                    outRowStride);
            return;
        }
        PlainGemm.multiply(a, aAt, aRowStride, rows, packed, packedAt, depth, fromColumn, toColumn, scale, bias, out, outAt,
                outRowStride);
    }

    /**
     * Products of rows with one panel, as sums: those of row r stand from {@code sumsAt + r * TILE_COLUMNS} on. What stands in the {@link
     * #SPARE} floats after them is lost.
     */
    static void panel(float[] a, int aAt, int aRowStride, int rows, float[] panel, int panelAt, int depth, float[] sums,
            int sumsAt) {
        if (Start.isPlain()) PlainGemm.panel(a, aAt, aRowStride, rows, panel, panelAt, depth, sums, sumsAt);
        else VectorGemm.panel(a, aAt, aRowStride, rows, panel, panelAt, depth, sums, sumsAt);
    }
}
