// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/**
 * The input that some rows of output pixels of one image look at, copied as f32 with what lies outside of the image filled in, and with
 * channels filled up to whole vectors: whoever reads it meets no edges.
 *
 * @param padded channels of a pixel
 * @param image the number of the image
 * @param first the first of the rows of its output
 * @param outRows how many there are
 */
record Strip(Window window, int padded, int image, int first, int outRows) {

    /** Pixels of a row. */
    int columns() {
        return (window.outWidth() - 1) * window.strideWidth() + (window.kernelWidth() - 1) * window.dilationWidth() + 1;
    }

    private int rows() {
        return (outRows - 1) * window.strideHeight() + (window.kernelHeight() - 1) * window.dilationHeight() + 1;
    }

    /** How many floats it is. */
    int length() {
        return rows() * columns() * padded;
    }

    /** Of each tap, how far from the first one it is read, and how far from the first weights its own stand, padded too. */
    void taps(int[] offsets) {
        for (int tap = 0; tap < window.taps(); tap++) {
            int row = tap / window.kernelWidth() * window.dilationHeight();
            int column = tap % window.kernelWidth() * window.dilationWidth();
            offsets[2 * tap] = (row * columns() + column) * padded;
            offsets[2 * tap + 1] = tap * padded;
        }
    }

    void fill(byte[] x, int xAt, boolean unsigned, float pad, float[] to, int toAt) {
        for (int r = 0; r < rows(); r++) {
            int at = toAt + r * columns() * padded;
            int first = firstInside(r);
            int end = endInside(r);
            int source = xAt + inputRow(r) * window.width() * window.pixelStride();
            Arrays.fill(to, at, at + first * padded, pad);
            Arrays.fill(to, at + end * padded, at + columns() * padded, pad);
            if (first == end) continue;
            if (isDense()) VectorBytes.widen(x, source, unsigned, (end - first) * padded, to, at + first * padded);
            for (int i = first; i < end && !isDense(); i++) {
                int pixel = source + (i - window.padLeft()) * window.pixelStride();
                VectorBytes.widen(x, pixel, unsigned, window.channels(), to, at + i * padded);
            }
        }
    }

    /** The row of all images that a row of the strip copies, where it lies inside. */
    private int inputRow(int row) {
        return image * window.height() + first * window.strideHeight() - window.padTop() + row;
    }

    private boolean isInside(int row) {
        int y = inputRow(row) - image * window.height();
        return y >= 0 && y < window.height();
    }

    /** The first column of a row of the strip that lies in the image, and the first after it that does not. */
    private int firstInside(int row) {
        return isInside(row) ? Math.min(columns(), window.padLeft()) : columns();
    }

    private int endInside(int row) {
        return Math.clamp((long) window.width() + window.padLeft(), firstInside(row), columns());
    }

    private boolean isDense() {
        return window.channels() == padded && window.pixelStride() == padded;
    }
}
