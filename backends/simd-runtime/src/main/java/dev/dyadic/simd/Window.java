// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * How windows move over images in the order height, width, channel. Output pixels are numbered through all images, row by row; tap
 * {@code (i, j)} of the pixel at {@code (y, x)} of an image reads the input pixel
 * {@code (y * strideHeight - padTop + i * dilationHeight, x * strideWidth - padLeft + j * dilationWidth)}, which may lie outside.
 *
 * @param channels how many neighbouring channels are looked at
 * @param pixelStride elements from an input pixel to the next, at least {@code channels}
 */
public record Window(
        int height,
        int width,
        int channels,
        int pixelStride,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        int padTop,
        int padLeft,
        int outHeight,
        int outWidth) {

    /** Taps of a window. */
    public int taps() {
        return kernelHeight * kernelWidth;
    }

    /** Output pixels of an image. */
    public int outPixels() {
        return outHeight * outWidth;
    }

    /** Where the input row of a tap of an output pixel stands, or -1 for one outside. */
    int inputRow(int pixel, int tapRow) {
        int y = pixel % outPixels() / outWidth * strideHeight - padTop + tapRow * dilationHeight;
        return y < 0 || y >= height ? -1 : (pixel / outPixels() * height + y) * width * pixelStride;
    }

    /** The input column of the first tap of an output pixel, which may lie outside. */
    int firstColumn(int pixel) {
        return pixel % outWidth * strideWidth - padLeft;
    }

    /** The input column of a tap of an output pixel, or -1 for one outside. */
    int inputColumn(int pixel, int tapColumn) {
        int x = firstColumn(pixel) + tapColumn * dilationWidth;
        return x < 0 || x >= width ? -1 : x;
    }

    /** Where the input pixel of a tap of an output pixel stands, or -1 for one outside. */
    int at(int pixel, int tap) {
        int row = inputRow(pixel, tap / kernelWidth);
        int column = inputColumn(pixel, tap % kernelWidth);
        return row < 0 || column < 0 ? -1 : row + column * pixelStride;
    }
}
