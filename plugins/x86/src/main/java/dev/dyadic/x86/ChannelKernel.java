// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.tile.ChannelProducts;
import dev.dyadic.x86.tile.Shape;
import dev.dyadic.x86.tile.WideChannelProducts;

/**
 * What programs of convolutions channel by channel are made for.
 *
 * @param taps of a row of the kernel
 * @param stride pixels from window to window
 * @param odd whether the rows of the kernel are no pairs
 * @param channels how many there are, or a number that divides it
 */
record ChannelKernel(int taps, int stride, boolean odd, int channels) {

    private static final Shape SHAPE = new Shape(Width.YMM, 5, 2);
    private static final Shape WIDE = new Shape(Width.ZMM, 10, 1);
    private static final Shape WIDER = new Shape(Width.ZMM, 10, 2);

    static ChannelKernel of(Convolution it) {
        int channels = it.columns() % WIDER.columns() == 0 ? WIDER.columns() : WIDE.columns();
        return new ChannelKernel(it.kernelWidth(), it.strideWidth(), it.kernelHeight() % 2 == 1, channels);
    }

    /** Every processor here has what the narrow ones need. */
    Programs programs(Design design, Element codes) {
        if (linesAtOnce(design) == 1)
            return new Programs(channels == WIDER.columns() ? WIDER : WIDE,
                    shape -> new WideChannelProducts(shape, codes.isSigned(), taps, stride));
        return new Programs(SHAPE, shape -> new ChannelProducts(shape, codes.isSigned(), taps, stride, odd));
    }

    /** How many lines of a kernel are a step. */
    static int linesAtOnce(Design design) {
        return design == Design.AVX512_VNNI ? 1 : 2;
    }
}
