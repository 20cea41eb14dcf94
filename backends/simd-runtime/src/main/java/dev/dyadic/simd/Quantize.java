// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** From f32 to codes of 8 bits and back. */
public final class Quantize {

    private Quantize() {}

    /**
     * {@code clamp(round_half_even(x / scale) + zero, lo, hi)}, the quotient rounded to f32; NaN gives the zero point.
     *
     * @param lo the least code of the element
     * @param hi its greatest code
     */
    public static void codes(float[] x, int xAt, int count, float scale, int zero, int lo, int hi, byte[] out, int outAt) {
        if (!Start.isPlain()) {
            VectorQuantize.codes(x, xAt, count, scale, zero, lo, hi, out, outAt);
            return;
        }
        for (int i = 0; i < count; i++) out[outAt + i] = ScalarMath.code(x[xAt + i] / scale, zero, lo, hi);
    }

    /**
     * Each row by a scale of its own, to i8: {@code scale = max(max|x| / largest, least)},
     * {@code code = clamp(round_half_even(x / scale), -largest, largest)}. A NaN makes the scale of its row NaN and its codes 0.
     *
     * @param xStride from row to row of x; those of the codes are side by side
     * @param largest 1 to 127
     * @param least the least scale, positive
     * @param scales takes the scale of row r at {@code scalesAt + r}
     */
    public static void rows(
            float[] x,
            int xAt,
            int xStride,
            int rows,
            int columns,
            int largest,
            float least,
            byte[] out,
            int outAt,
            float[] scales,
            int scalesAt) {
        for (int r = 0; r < rows; r++) {
            float max = largest(x, xAt + r * xStride, columns);
            float scale = Math.max(max / largest, least);
            scales[scalesAt + r] = scale;
            if (!Start.isPlain() && scale >= Float.MIN_NORMAL && scale <= Float.MAX_VALUE) {
                VectorQuantize.bounded(x, xAt + r * xStride, columns, scale, out, outAt + r * columns);
            } else {
                codes(x, xAt + r * xStride, columns, scale, 0, -largest, largest, out, outAt + r * columns);
            }
        }
    }

    /**
     * {@code (x - zero) * scale}, rounded once.
     *
     * @param unsigned whether x is u8; i8 otherwise
     */
    public static void floats(byte[] x, int xAt, boolean unsigned, int count, float scale, int zero, float[] out, int outAt) {
        if (!Start.isPlain()) {
            VectorQuantize.floats(x, xAt, unsigned, count, scale, zero, out, outAt);
            return;
        }
        for (int i = 0; i < count; i++) out[outAt + i] = ((unsigned ? x[xAt + i] & 0xff : x[xAt + i]) - zero) * scale;
    }

    private static float largest(float[] x, int xAt, int count) {
        if (!Start.isPlain()) return VectorQuantize.largest(x, xAt, count);
        float largest = 0;
        for (int i = xAt; i < xAt + count; i++) largest = Math.max(largest, Math.abs(x[i]));
        return largest;
    }
}
