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
        int[] sources = Scratch.ints(window.taps());
        for (int pixel = from; pixel < to; pixel++) {
            int at = outAt + (pixel - from) * channels;
            int count = inside(window, pixel, sources);
            int done = Start.isPlain() ? 0 : VectorPools.max(x, xAt, unsigned, sources, count, channels, out, at);
            for (int c = done; c < channels; c++) {
                byte most = Byte.MIN_VALUE;
                for (int i = 0; i < count; i++) most = (byte) Math.max(most, (byte) (x[xAt + sources[i] + c] ^ flip));
                out[at + c] = (byte) (most ^ flip);
            }
        }
    }

    /** NaN wins. */
    public static void max(Window window, float[] x, int xAt, int from, int to, float[] out, int outAt) {
        int channels = window.channels();
        int[] sources = Scratch.ints(window.taps());
        for (int pixel = from; pixel < to; pixel++) {
            int at = outAt + (pixel - from) * channels;
            int count = inside(window, pixel, sources);
            int done = Start.isPlain() ? 0 : VectorPools.max(x, xAt, sources, count, channels, out, at);
            for (int c = done; c < channels; c++) {
                float most = Float.NEGATIVE_INFINITY;
                for (int i = 0; i < count; i++) most = Math.max(most, x[xAt + sources[i] + c]);
                out[at + c] = most;
            }
        }
    }

    /** @param divisor what each sum is divided by; 0 for the elements that lie inside */
    public static void average(Window window, float[] x, int xAt, int divisor, int from, int to, float[] out, int outAt) {
        int channels = window.channels();
        int[] sources = Scratch.ints(window.taps());
        for (int pixel = from; pixel < to; pixel++) {
            int at = outAt + (pixel - from) * channels;
            int count = inside(window, pixel, sources);
            float by = divisor == 0 ? count : divisor;
            int done = Start.isPlain() ? 0 : VectorPools.average(x, xAt, sources, count, by, channels, out, at);
            for (int c = done; c < channels; c++) {
                float sum = 0;
                for (int i = 0; i < count; i++) sum += x[xAt + sources[i] + c];
                out[at + c] = sum / by;
            }
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
            if (!Start.isPlain()) {
                int[] codes = Scratch.codes(channels);
                VectorBytes.widen(x, at, unsigned, channels, codes, 0);
                VectorPools.add(codes, channels, out, outAt);
                continue;
            }
            for (int c = 0; c < channels; c++) out[outAt + c] += unsigned ? x[at + c] & 0xff : x[at + c];
        }
    }

    /** Where the taps of a window stand that lie inside; how many there are. */
    private static int inside(Window window, int pixel, int[] sources) {
        int count = 0;
        for (int tap = 0; tap < window.taps(); tap++) {
            int source = window.at(pixel, tap);
            if (source >= 0) sources[count++] = source;
        }
        return count;
    }
}
