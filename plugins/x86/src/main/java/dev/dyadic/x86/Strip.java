// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.Convolution;
import java.util.Arrays;

/**
 * The codes that a rectangle of output pixels looks at, copied with what lies outside of the image filled in: whoever reads it meets no
 * edges.
 *
 * @param imageChannels those of the image; further ones of the convolution are filled in
 * @param height of the image
 * @param width of the image
 * @param line the first line of the rectangle
 * @param lines how many there are
 * @param pixel the first pixel of each of them
 * @param pixels how many there are
 */
record Strip(Convolution convolution, int imageChannels, int height, int width, int line, int lines, int pixel, int pixels) {

    /** Codes of a row that are filled sooner than a call is made. */
    private static final int SHORT = 512;

    /** Input pixels side by side. */
    int columns() {
        return (pixels - 1) * convolution.strideWidth() + convolution.kernelWidth();
    }

    /** The codes of a row of it. */
    int rowLength() {
        return columns() * convolution.channels();
    }

    int rows() {
        return (lines - 1) * lineStep() + convolution.kernelHeight();
    }

    /** Rows of it from line to line: those of the image between windows are left out. */
    int lineStep() {
        return Math.min(convolution.strideHeight(), convolution.kernelHeight());
    }

    int length() {
        return rows() * rowLength();
    }

    /**
     * What lies between the parts of lines that are in the image is filled from the end of one to the beginning of the next, or with all the
     * rest where rows are so short that calls count. Whole lines without edges are copied as they are.
     */
    void fill(byte[] x, int xAt, byte[] to) {
        int channels = convolution.channels();
        int left = pixel * convolution.strideWidth() - convolution.padLeft();
        int top = line * convolution.strideHeight() - convolution.padTop();
        int first = Math.clamp(-left, 0, columns());
        int end = Math.max(first, Math.clamp(width - left, 0, columns()));
        boolean joined = columns() == width && end - first == width && lineStep() == convolution.strideHeight()
                && imageChannels == channels && top >= 0 && top + rows() <= height;
        if (joined) {
            System.arraycopy(x, xAt + top * rowLength(), to, 0, length());
            return;
        }
        boolean atOnce = rowLength() <= SHORT && imageChannels == channels;
        if (atOnce) Arrays.fill(to, 0, length(), convolution.pad());
        int filled = 0;
        for (int row = 0; row < rows() && first < end; row++) {
            int y = top + row / lineStep() * convolution.strideHeight() + row % lineStep();
            if (y < 0 || y >= height) continue;
            int from = xAt + (y * width + left + first) * imageChannels;
            int at = row * rowLength() + first * channels;
            if (imageChannels < channels) {
                Arrays.fill(to, filled, at + (end - first) * channels, convolution.pad());
                for (int i = 0; i < end - first; i++)
                    System.arraycopy(x, from + i * imageChannels, to, at + i * channels, imageChannels);
            } else {
                if (!atOnce) Arrays.fill(to, filled, at, convolution.pad());
                System.arraycopy(x, from, to, at, (end - first) * channels);
            }
            filled = at + (end - first) * channels;
        }
        if (!atOnce) Arrays.fill(to, filled, length(), convolution.pad());
    }
}
