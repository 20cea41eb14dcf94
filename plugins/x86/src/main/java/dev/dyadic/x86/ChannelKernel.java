// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.ir.type.Element;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.tile.ChannelProducts;
import dev.dyadic.x86.tile.Shape;

/**
 * What programs of convolutions channel by channel are made for. Every processor here has what they need.
 *
 * @param taps of a row of the kernel
 * @param stride pixels from window to window
 * @param odd whether the rows of the kernel are no pairs
 */
record ChannelKernel(int taps, int stride, boolean odd) {

    private static final Shape SHAPE = new Shape(Width.YMM, 5, 2);

    Programs programs(Element codes) {
        return new Programs(SHAPE, shape -> new ChannelProducts(shape, codes.isSigned(), taps, stride, odd));
    }
}
