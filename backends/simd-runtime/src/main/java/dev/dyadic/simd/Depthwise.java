// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Convolutions of each channel with a kernel of its own. Weights are {@code [taps, channels]}; results are {@code [pixels, channels]}, the
 * one of pixel {@code from} at {@code outAt}; pixels are {@code from} to {@code to} (exclusive).
 */
public final class Depthwise {

    /** So many pixels at a time are worked on in scratch memory. */
    private static final int PIXELS = 128;

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
        if (Start.isPlain() || window.taps() > DepthwiseCodes.MOST_TAPS) {
            PlainDepthwise.sums(window, x, xAt, unsigned, pad, weights, start, from, to, out, outAt);
            return;
        }
        int channels = window.channels();
        for (int first = from, end; first < to; first = end) {
            end = end(window, first, to);
            float[] sums = DepthwiseCodes.sums(window, x, xAt, unsigned, pad, weights, first, end);
            for (int pixel = first; pixel < end; pixel++) {
                DepthwiseCodes.add(sums, (pixel - first) * DepthwiseCodes.padded(channels), start, channels, out,
                        outAt + (pixel - from) * channels);
            }
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
        for (int first = from, end; first < to; first = end) {
            end = end(window, first, to);
            int[] sums = Scratch.sums((end - first) * channels);
            sums(window, x, xAt, unsigned, pad, weights, start, first, end, sums, 0);
            for (int pixel = first; pixel < end; pixel++) {
                requant.codes(sums, (pixel - first) * channels, 0, channels, out, outAt + (pixel - from) * channels);
            }
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
        if (Lanes.PLAIN) {
            PlainDepthwise.floats(window, x, xAt, weights, bias, from, to, out, outAt);
            return;
        }
        DepthwiseFloats.floats(window, x, xAt, weights, bias, from, to, out, outAt);
    }

    /** The end of a block: of so many pixels, of one image. */
    private static int end(Window window, int first, int to) {
        return Math.min(Math.min(to, first + PIXELS), (first / window.outPixels() + 1) * window.outPixels());
    }
}
