// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * A convolution of codes of 8 bits, but for the sizes of its images, which lie in the order height, width, channel. Windows move as in
 * {@link Window}.
 *
 * @param channels of the input
 * @param columns channels of the output
 * @param groups divides channels and columns; those of a group see each other only
 * @param unsigned whether the codes are u8; i8 otherwise
 * @param pad what lies outside: the zero point
 */
public record Convolution(
        int channels,
        int columns,
        int groups,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        int padTop,
        int padLeft,
        boolean unsigned,
        byte pad) {

    /** Whether each channel has a kernel of its own. */
    public boolean isByChannel() {
        return groups > 1 && groups == channels && groups == columns;
    }

    /** Whether each window is the pixel itself, with all its channels. */
    boolean isPointwise() {
        return groups == 1 && kernelHeight * kernelWidth * strideHeight * strideWidth == 1 && padTop + padLeft == 0;
    }

    /** How many products a sum is of. */
    public int depth() {
        return kernelHeight * kernelWidth * (channels / groups);
    }

    /** The windows of an image that have at least so many pixels. */
    Window window(int height, int width, int outWidth, int pixels) {
        return new Window(height, width, channels / groups, channels, kernelHeight, kernelWidth, strideHeight, strideWidth,
                dilationHeight, dilationWidth, padTop, padLeft, Math.ceilDiv(pixels, outWidth), outWidth);
    }

    /** The same, of all channels. */
    Window channelWindow(int height, int width, int outWidth, int pixels) {
        return new Window(height, width, channels, channels, kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight,
                dilationWidth, padTop, padLeft, Math.ceilDiv(pixels, outWidth), outWidth);
    }
}
