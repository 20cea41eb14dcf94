// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/** Windows as rows of a matrix, so that a convolution is a product of matrices. */
public final class Im2Col {

    private Im2Col() {}

    /**
     * The rows of output pixels {@code from} to {@code to} (exclusive), each of {@code taps * channels} codes.
     *
     * @param pad what lies outside: the zero point
     * @param out takes the row of pixel {@code from} at {@code outAt}
     */
    public static void bytes(Window window, byte[] x, int xAt, byte pad, int from, int to, byte[] out, int outAt) {
        int at = outAt;
        for (int pixel = from; pixel < to; pixel++) {
            for (int tap = 0; tap < window.taps(); tap++) {
                int source = window.at(pixel, tap);
                if (source < 0) Arrays.fill(out, at, at + window.channels(), pad);
                if (source >= 0) System.arraycopy(x, xAt + source, out, at, window.channels());
                at += window.channels();
            }
        }
    }

    /** As {@link #bytes}, of f32; what lies outside is 0. */
    public static void floats(Window window, float[] x, int xAt, int from, int to, float[] out, int outAt) {
        int at = outAt;
        for (int pixel = from; pixel < to; pixel++) {
            for (int tap = 0; tap < window.taps(); tap++) {
                int source = window.at(pixel, tap);
                if (source < 0) Arrays.fill(out, at, at + window.channels(), 0);
                if (source >= 0) System.arraycopy(x, xAt + source, out, at, window.channels());
                at += window.channels();
            }
        }
    }
}
