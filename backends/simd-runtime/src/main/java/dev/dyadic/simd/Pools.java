// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/**
 * Largest and average elements of windows, channel by channel. Results are {@code [pixels, channels]}, the one of pixel {@code from} at
 * {@code outAt}; pixels are {@code from} to {@code to} (exclusive). What lies outside never wins and counts only where said.
 */
public final class Pools {

    private Pools() {}

    /** @param unsigned whether x is u8; i8 otherwise */
    public static void max(Window window, byte[] x, int xAt, boolean unsigned, int from, int to, byte[] out, int outAt) {
        int channels = window.channels();
        int flip = unsigned ? 0x80 : 0;
        for (int pixel = from; pixel < to; pixel++) {
            int at = outAt + (pixel - from) * channels;
            Arrays.fill(out, at, at + channels, unsigned ? 0 : Byte.MIN_VALUE);
            for (int tap = 0; tap < window.taps(); tap++) {
                int source = window.at(pixel, tap);
                if (source < 0) continue;
                for (int c = 0; c < channels; c++) {
                    byte best = (byte) (out[at + c] ^ flip);
                    byte here = (byte) (x[xAt + source + c] ^ flip);
                    out[at + c] = (byte) (Math.max(best, here) ^ flip);
                }
            }
        }
    }

    /** NaN wins. */
    public static void max(Window window, float[] x, int xAt, int from, int to, float[] out, int outAt) {
        int channels = window.channels();
        for (int pixel = from; pixel < to; pixel++) {
            int at = outAt + (pixel - from) * channels;
            Arrays.fill(out, at, at + channels, Float.NEGATIVE_INFINITY);
            for (int tap = 0; tap < window.taps(); tap++) {
                int source = window.at(pixel, tap);
                if (source < 0) continue;
                for (int c = 0; c < channels; c++) out[at + c] = Math.max(out[at + c], x[xAt + source + c]);
            }
        }
    }

    /** @param divisor what each sum is divided by; 0 for the elements that lie inside */
    public static void average(Window window, float[] x, int xAt, int divisor, int from, int to, float[] out, int outAt) {
        int channels = window.channels();
        for (int pixel = from; pixel < to; pixel++) {
            int at = outAt + (pixel - from) * channels;
            Arrays.fill(out, at, at + channels, 0);
            int inside = 0;
            for (int tap = 0; tap < window.taps(); tap++) {
                int source = window.at(pixel, tap);
                if (source < 0) continue;
                inside++;
                for (int c = 0; c < channels; c++) out[at + c] += x[xAt + source + c];
            }
            float count = divisor == 0 ? inside : divisor;
            for (int c = 0; c < channels; c++) out[at + c] /= count;
        }
    }

    /**
     * {@code out[c] = start + sum over pixels of x[p, c]}: the exact sum of an average of codes.
     *
     * @param unsigned whether x is u8; i8 otherwise
     */
    public static void sums(byte[] x, int xAt, boolean unsigned, int pixels, int channels, int start, int[] out, int outAt) {
        Arrays.fill(out, outAt, outAt + channels, start);
        for (int pixel = 0; pixel < pixels; pixel++) {
            int at = xAt + pixel * channels;
            if (unsigned) for (int c = 0; c < channels; c++) out[outAt + c] += x[at + c] & 0xff;
            if (!unsigned) for (int c = 0; c < channels; c++) out[outAt + c] += x[at + c];
        }
    }
}
