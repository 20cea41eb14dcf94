// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/** {@link Depthwise} in plain loops. */
final class PlainDepthwise {

    private PlainDepthwise() {}

    static void sums(Window window, byte[] x, int xAt, boolean unsigned, byte pad, byte[] weights, int[] start, int from, int to,
            int[] out, int outAt) {
        int channels = window.channels();
        for (int pixel = from; pixel < to; pixel++) {
            int at = outAt + (pixel - from) * channels;
            System.arraycopy(start, 0, out, at, channels);
            for (int tap = 0; tap < window.taps(); tap++) {
                int source = window.at(pixel, tap);
                for (int c = 0; c < channels; c++) {
                    byte code = source < 0 ? pad : x[xAt + source + c];
                    out[at + c] += (unsigned ? code & 0xff : code) * weights[tap * channels + c];
                }
            }
        }
    }

    static void floats(Window window, float[] x, int xAt, float[] weights, float[] bias, int from, int to, float[] out,
            int outAt) {
        int channels = window.channels();
        for (int pixel = from; pixel < to; pixel++) {
            int at = outAt + (pixel - from) * channels;
            if (bias.length == 0) Arrays.fill(out, at, at + channels, 0);
            if (bias.length > 0) System.arraycopy(bias, 0, out, at, channels);
            for (int tap = 0; tap < window.taps(); tap++) {
                int source = window.at(pixel, tap);
                if (source < 0) continue;
                for (int c = 0; c < channels; c++) out[at + c] += x[xAt + source + c] * weights[tap * channels + c];
            }
        }
    }
}
