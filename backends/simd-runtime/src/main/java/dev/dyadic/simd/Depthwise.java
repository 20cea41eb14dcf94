// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Convolutions of each channel with a kernel of its own. Weights are {@code [taps, channels]}; results are {@code [pixels, channels]}, the
 * one of pixel {@code from} at {@code outAt}; pixels are {@code from} to {@code to} (exclusive).
 */
public final class Depthwise {

    private Depthwise() {}

    /**
     * {@code sum[p, c] = start[c] + sum over taps of x * w}, modulo 2^32.
     *
     * @param unsigned whether x is u8; i8 otherwise
     * @param pad what lies outside: the zero point
     */
    public static void sums(
            Window window,
            byte[] x,
            int xAt,
            boolean unsigned,
            byte pad,
            byte[] weights,
            int[] start,
            int from,
            int to,
            int[] out,
            int outAt) {
        for (int pixel = from; pixel < to; pixel++) {
            PlainDepthwise.sums(window, x, xAt, unsigned, pad, weights, start, pixel, out,
                    outAt + (pixel - from) * window.channels());
        }
    }

    /** The {@link #sums}, requantized. */
    public static void codes(
            Window window,
            byte[] x,
            int xAt,
            boolean unsigned,
            byte pad,
            byte[] weights,
            int[] start,
            ColumnRequant requant,
            int from,
            int to,
            byte[] out,
            int outAt) {
        int channels = window.channels();
        int[] sums = Scratch.ints(channels);
        for (int pixel = from; pixel < to; pixel++) {
            PlainDepthwise.sums(window, x, xAt, unsigned, pad, weights, start, pixel, sums, 0);
            for (int c = 0; c < channels; c++) out[outAt + (pixel - from) * channels + c] = requant.code(sums[c], c);
        }
    }

    /** {@code bias[c] + sum over taps of x * w}, what lies outside being 0; an empty bias adds nothing. */
    public static void floats(
            Window window,
            float[] x,
            int xAt,
            float[] weights,
            float[] bias,
            int from,
            int to,
            float[] out,
            int outAt) {
        for (int pixel = from; pixel < to; pixel++) {
            PlainDepthwise.floats(window, x, xAt, weights, bias, pixel, out, outAt + (pixel - from) * window.channels());
        }
    }
}
