// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/** {@link Depthwise} of one pixel in plain loops. */
final class PlainDepthwise {

    private PlainDepthwise() {}

    static void sums(Window window, byte[] x, int xAt, boolean unsigned, byte pad, byte[] weights, int[] start, int pixel,
            int[] out,
            int outAt) {
        int channels = window.channels();
        System.arraycopy(start, 0, out, outAt, channels);
        for (int tap = 0; tap < window.taps(); tap++) {
            int source = window.at(pixel, tap);
            for (int c = 0; c < channels; c++) {
                byte code = source < 0 ? pad : x[xAt + source + c];
                out[outAt + c] += (unsigned ? code & 0xff : code) * weights[tap * channels + c];
            }
        }
    }

    static void floats(Window window, float[] x, int xAt, float[] weights, float[] bias, int pixel, float[] out, int outAt) {
        int channels = window.channels();
        if (bias.length == 0) Arrays.fill(out, outAt, outAt + channels, 0);
        if (bias.length > 0) System.arraycopy(bias, 0, out, outAt, channels);
        for (int tap = 0; tap < window.taps(); tap++) {
            int source = window.at(pixel, tap);
            if (source < 0) continue;
            for (int c = 0; c < channels; c++) out[outAt + c] += x[xAt + source + c] * weights[tap * channels + c];
        }
    }
}
