// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.Convolution;
import java.util.Arrays;

/**
 * The codes that a rectangle of output pixels looks at, copied with what lies outside of the image filled in: whoever reads it meets no
 * edges.
 *
 * @param height of the image
 * @param width of the image
 * @param line the first line of the rectangle
 * @param lines how many there are
 * @param pixel the first pixel of each of them
 * @param pixels how many there are
 */
record Strip(Convolution convolution, int height, int width, int line, int lines, int pixel, int pixels) {

    /** Input pixels side by side. */
    int columns() {
        return (pixels - 1) * convolution.strideWidth() + convolution.kernelWidth();
    }

    /** The codes of a row of it. */
    int rowLength() {
        return columns() * convolution.channels();
    }

    int rows() {
        return (lines - 1) * convolution.strideHeight() + convolution.kernelHeight();
    }

    int length() {
        return rows() * rowLength();
    }

    void fill(byte[] x, int xAt, byte[] to) {
        int channels = convolution.channels();
        int left = pixel * convolution.strideWidth() - convolution.padLeft();
        int top = line * convolution.strideHeight() - convolution.padTop();
        int first = Math.clamp(-left, 0, columns()) * channels;
        int end = Math.max(first, Math.clamp(width - left, 0, columns()) * channels);
        for (int row = 0; row < rows(); row++) {
            int at = row * rowLength();
            int y = top + row;
            if (y < 0 || y >= height || first == end) {
                Arrays.fill(to, at, at + rowLength(), convolution.pad());
                continue;
            }
            Arrays.fill(to, at, at + first, convolution.pad());
            System.arraycopy(x, xAt + (y * width + left) * channels + first, to, at + first, end - first);
            Arrays.fill(to, at + end, at + rowLength(), convolution.pad());
        }
    }
}
