// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

/**
 * Windows that move over images of channels, with padding around; the sizes are those of one group.
 *
 * @param channels of a group
 * @param filters of a group
 */
public record Windows(
        int groups,
        int channels,
        int filters,
        int height,
        int width,
        int kernelHeight,
        int kernelWidth,
        int strideY,
        int strideX,
        int dilationY,
        int dilationX,
        int top,
        int left,
        int bottom,
        int right) {

    public int outHeight() {
        return (paddedHeight() - (kernelHeight - 1) * dilationY - 1) / strideY + 1;
    }

    public int outWidth() {
        return (paddedWidth() - (kernelWidth - 1) * dilationX - 1) / strideX + 1;
    }

    public int outArea() {
        return outHeight() * outWidth();
    }

    /** The sums' terms. */
    public int depth() {
        return channels * kernelHeight * kernelWidth;
    }

    /** Whether a window fits at all. */
    public boolean isWhole() {
        return paddedHeight() > (kernelHeight - 1) * dilationY && paddedWidth() > (kernelWidth - 1) * dilationX
                && Math.min(Math.min(top, bottom), Math.min(left, right)) >= 0;
    }

    int paddedHeight() {
        return height + top + bottom;
    }

    int paddedWidth() {
        return width + left + right;
    }

    /** Whether each position of an image has a window, and each window one position. */
    boolean isPointwise() {
        return kernelHeight * kernelWidth == 1 && isStepwise() && paddedHeight() == height && paddedWidth() == width;
    }

    /** Whether windows advance by one along both axes. */
    boolean isStepwise() {
        return strideY == 1 && strideX == 1;
    }
}
