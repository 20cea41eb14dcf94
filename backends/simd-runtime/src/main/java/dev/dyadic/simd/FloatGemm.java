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

    /** What {@link FloatKernel#panel} may write past its sums. */
    static final int SPARE = 8 * TILE_COLUMNS;

    /** The kernel that ships with every program. */
    public static final FloatKernel OWN = new OwnGemm();

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
}
