// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/** Sums and averages over the pixels of an image, channels last. */
public final class ChannelSums {

    /** So many codes of 8 bits less a zero point of 8 bits sum up in 32 bits. */
    private static final int BLOCK = 1 << 22;

    private ChannelSums() {}

    /**
     * {@code out[c] = sum of x[pixel, c] - zero}, modulo 2^32.
     *
     * @param unsigned whether x is u8; i8 otherwise
     * @param zero a code of x
     */
    public static void codes(byte[] x, int xAt, boolean unsigned, int pixels, int channels, int zero, int[] out, int outAt) {
        int[] sums = sums(x, xAt, unsigned, pixels, channels);
        for (int c = 0; c < channels; c++) out[outAt + c] = sums[c] - pixels * zero;
    }

    /** The same, modulo 2^64. */
    public static void codes(byte[] x, int xAt, boolean unsigned, int pixels, int channels, int zero, long[] out, int outAt) {
        for (int c = 0; c < channels; c++) out[outAt + c] = (long) -zero * pixels;
        for (int from = 0; from < pixels; from += BLOCK) {
            int[] sums = sums(x, xAt + from * channels, unsigned, Math.min(BLOCK, pixels - from), channels);
            for (int c = 0; c < channels; c++) out[outAt + c] += sums[c];
        }
    }

    private static int[] sums(byte[] x, int xAt, boolean unsigned, int pixels, int channels) {
        int[] sums = Scratch.sums(channels);
        Arrays.fill(sums, 0, channels, 0);
        for (int pixel = 0; pixel < pixels; pixel++) {
            int at = xAt + pixel * channels;
            if (unsigned) {
                for (int c = 0; c < channels; c++) sums[c] += x[at + c] & 0xff;
            } else {
                for (int c = 0; c < channels; c++) sums[c] += x[at + c];
            }
        }
        return sums;
    }

    /** {@code out[c] = average of x[pixel, c]}, summed in f64, pixel after pixel. */
    public static void averages(float[] x, int xAt, int pixels, int channels, float[] out, int outAt) {
        double[] sums = new double[channels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            int at = xAt + pixel * channels;
            for (int c = 0; c < channels; c++) sums[c] += x[at + c];
        }
        for (int c = 0; c < channels; c++) out[outAt + c] = (float) (sums[c] / pixels);
    }
}
