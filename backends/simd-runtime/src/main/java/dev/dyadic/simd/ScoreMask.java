// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * What is added to scores before their softmax, each step rounded.
 *
 * @param x row r uses the floats from {@code at + r * stride} on, one for each key; a stride of 0 shares them
 * @param kept whether x says what is kept, so that {@code (1 - x) * fill} is added, or is itself what is added
 */
public record ScoreMask(float[] x, int at, int stride, boolean kept, float fill) {

    /** Nothing. */
    public static final ScoreMask NONE = new ScoreMask(new float[0], 0, 0, false, 0);

    /** What is kept, and {@code fill} for the rest. */
    public static ScoreMask keeping(float[] x, int at, int stride, float fill) {
        return new ScoreMask(x, at, stride, true, fill);
    }

    public static ScoreMask adding(float[] x, int at, int stride) {
        return new ScoreMask(x, at, stride, false, 0);
    }

    /** Whether each row has its own. */
    boolean isByRow() {
        return stride > 0;
    }

    /** What the first row adds to {@code keys} scores; whether that is anything. */
    boolean share(int keys, float[] to, int toAt) {
        if (x.length == 0) return false;
        System.arraycopy(x, at, to, toAt, keys);
        added(to, toAt, keys);
        for (int key = toAt; key < toAt + keys; key++) if (to[key] != 0) return true;
        return false;
    }

    /** What some rows add, a panel of them next to each other. */
    void panel(int row, int rows, int keys, float[] to, int toAt) {
        FloatGemm.packInto(to, toAt, x, at + row * stride, 1, stride, keys, rows);
        added(to, toAt, keys * FloatGemm.TILE_COLUMNS);
    }

    private void added(float[] values, int from, int count) {
        if (!kept) return;
        for (int i = from; i < from + count; i++) values[i] = (1 - values[i]) * fill;
    }
}
