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
        int width = window.outWidth();
        int length = window.taps() * window.channels();
        int count;
        for (int pixel = from; pixel < to; pixel += count) {
            count = Math.min(width - pixel % width, to - pixel);
            line(window, x, xAt, pad, pixel, count, out, outAt + (pixel - from) * length);
        }
    }

    /** Neighbouring output pixels of one line, a row of the kernel at a time. */
    private static void line(Window window, byte[] x, int xAt, byte pad, int pixel, int count, byte[] out, int outAt) {
        int run = window.kernelWidth() * window.channels();
        int length = window.kernelHeight() * run;
        int column = window.firstColumn(pixel);
        int stride = window.strideWidth();
        int first = isDense(window) ? Math.clamp(Math.ceilDiv(-column, stride), 0, count) : count;
        int last = Math.clamp(Math.floorDiv(window.width() - window.kernelWidth() - column, stride) + 1, first, count);
        for (int i = 0; i < window.kernelHeight(); i++) {
            int row = window.inputRow(pixel, i);
            int at = outAt + i * run;
            if (row < 0) {
                for (int p = 0; p < count; p++) Arrays.fill(out, at + p * length, at + p * length + run, pad);
                continue;
            }
            for (int p = 0; p < first; p++) row(window, x, xAt + row, column + p * stride, pad, out, at + p * length);
            int source = xAt + row + (column + first * stride) * window.pixelStride();
            runs(x, source, stride * window.pixelStride(), last - first, run, out, at + first * length, length);
            for (int p = last; p < count; p++) row(window, x, xAt + row, column + p * stride, pad, out, at + p * length);
        }
    }

    private static void runs(byte[] x, int xAt, int xStep, int runs, int run, byte[] out, int outAt, int outStep) {
        if (!Start.isPlain() && run >= VectorRuns.LEAST) {
            VectorRuns.copy(x, xAt, xStep, runs, run, out, outAt, outStep);
            return;
        }
        for (int i = 0; i < runs; i++) System.arraycopy(x, xAt + i * xStep, out, outAt + i * outStep, run);
    }

    private static void row(Window window, byte[] x, int rowAt, int column, byte pad, byte[] out, int outAt) {
        int channels = window.channels();
        for (int j = 0; j < window.kernelWidth(); j++) {
            int source = column + j * window.dilationWidth();
            int at = outAt + j * channels;
            boolean outside = source < 0 || source >= window.width();
            if (outside) Arrays.fill(out, at, at + channels, pad);
            if (!outside) System.arraycopy(x, rowAt + source * window.pixelStride(), out, at, channels);
        }
    }

    /** As {@link #bytes}, of f32; what lies outside is 0. */
    public static void floats(Window window, float[] x, int xAt, int from, int to, float[] out, int outAt) {
        int run = window.kernelWidth() * window.channels();
        boolean dense = isDense(window);
        int at = outAt;
        for (int pixel = from; pixel < to; pixel++) {
            int column = window.firstColumn(pixel);
            boolean inside = dense && column >= 0 && column + window.kernelWidth() <= window.width();
            for (int i = 0; i < window.kernelHeight(); i++, at += run) {
                int row = window.inputRow(pixel, i);
                if (row < 0) Arrays.fill(out, at, at + run, 0);
                else if (inside) System.arraycopy(x, xAt + row + column * window.pixelStride(), out, at, run);
                else row(window, x, xAt + row, column, out, at);
            }
        }
    }

    private static void row(Window window, float[] x, int rowAt, int column, float[] out, int outAt) {
        int channels = window.channels();
        for (int j = 0; j < window.kernelWidth(); j++) {
            int source = column + j * window.dilationWidth();
            int at = outAt + j * channels;
            boolean outside = source < 0 || source >= window.width();
            if (outside) Arrays.fill(out, at, at + channels, 0);
            if (!outside) System.arraycopy(x, rowAt + source * window.pixelStride(), out, at, channels);
        }
    }

    /** Whether neighbouring taps are neighbours in memory, so that a row of them is copied at once. */
    private static boolean isDense(Window window) {
        return window.dilationWidth() == 1 && window.pixelStride() == window.channels();
    }
}
