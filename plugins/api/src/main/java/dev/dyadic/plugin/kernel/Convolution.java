// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

/**
 * A convolution of codes, but for the sizes of its images. Images lie in the order height, width, channel. The tap {@code (i, j)} of the
 * output pixel {@code (y, x)} reads the input pixel {@code (y * strideHeight - padTop + i, x * strideWidth - padLeft + j)}, and the code
 * {@code pad} where that lies outside.
 *
 * @param channels of the input
 * @param columns channels of the output
 * @param groups 1, or as many as there are channels and columns: then each channel has a kernel of its own
 * @param pad the zero point
 */
public record Convolution(
        int channels,
        int columns,
        int groups,
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int padTop,
        int padLeft,
        byte pad) {

    public Convolution {
        boolean positive = channels > 0 && columns > 0 && kernelHeight > 0 && kernelWidth > 0 && strideHeight > 0
                && strideWidth > 0;
        if (!positive || padTop < 0 || padLeft < 0)
            throw new IllegalArgumentException("sizes and strides are positive, padding is not negative");
        if (groups != 1 && (groups != channels || groups != columns))
            throw new IllegalArgumentException(groups + " groups of " + channels + " channels and " + columns + " columns");
    }

    /** Whether each channel has a kernel of its own. */
    public boolean isByChannel() {
        return groups > 1;
    }

    /** How many products a sum is of. */
    public int depth() {
        return kernelHeight * kernelWidth * (channels / groups);
    }
}
