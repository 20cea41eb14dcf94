// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import java.util.List;

/**
 * The shape of a convolution.
 *
 * @param x the sizes of the data
 * @param w the sizes of the filters
 */
record Geometry(
        long[] x, long[] w, List<Long> strides, List<Long> pads, List<Long> dilations, long group, AutoPad autoPad) {

    /** Plain, pointwise, padded, strided, dilated, grouped, depthwise; of one axis, two and three; of no image and of one filter. */
    static List<Geometry> all() {
        return List.of(
                explicit(of(2, 3, 5, 6), of(4, 3, 2, 3), of(), of(), of(), 1),
                explicit(of(2, 5, 3, 4), of(7, 5, 1, 1), of(), of(), of(), 1),
                explicit(of(1, 3, 7, 5), of(4, 3, 3, 3), of(1, 1), of(1, 1, 1, 1), of(), 1),
                explicit(of(1, 3, 9, 8), of(5, 3, 3, 2), of(2, 3), of(0, 1, 2, 0), of(), 1),
                explicit(of(1, 3, 9, 9), of(2, 3, 3, 3), of(1, 2), of(2, 1, 2, 1), of(2, 3), 1),
                explicit(of(1, 6, 5, 5), of(4, 3, 3, 3), of(), of(1, 1, 1, 1), of(), 2),
                explicit(of(2, 19, 6, 7), of(19, 1, 3, 3), of(), of(1, 1, 1, 1), of(), 19),
                explicit(of(1, 16, 8, 8), of(16, 1, 3, 3), of(2, 2), of(0, 0, 1, 1), of(), 16),
                explicit(of(1, 4, 6, 6), of(8, 1, 2, 2), of(), of(), of(2, 2), 4),
                explicit(of(1, 33, 4, 4), of(17, 33, 3, 3), of(), of(1, 1, 1, 1), of(), 1),
                explicit(of(2, 3, 11), of(4, 3, 5), of(2), of(2, 2), of(), 1),
                explicit(of(1, 2, 4, 5, 3), of(3, 2, 2, 3, 2), of(1, 2, 1), of(0, 1, 0, 0, 1, 1), of(), 1),
                explicit(of(0, 3, 5, 5), of(4, 3, 3, 3), of(), of(), of(), 1),
                explicit(of(1, 1, 1, 1), of(1, 1, 1, 1), of(), of(), of(), 1),
                automatic(of(1, 3, 8, 7), of(4, 3, 3, 2), of(2, 2), AutoPad.SAME_UPPER),
                automatic(of(1, 3, 8, 7), of(4, 3, 3, 2), of(2, 2), AutoPad.SAME_LOWER),
                automatic(of(1, 3, 8, 7), of(4, 3, 3, 2), of(2, 2), AutoPad.VALID));
    }

    Conv conv() {
        return new Conv(strides, pads, dilations, group, autoPad);
    }

    ConvInteger convInteger() {
        return new ConvInteger(strides, pads, dilations, group, autoPad);
    }

    private static Geometry explicit(long[] x, long[] w, long[] strides, long[] pads, long[] dilations, long group) {
        return new Geometry(x, w, list(strides), list(pads), list(dilations), group, AutoPad.EXPLICIT);
    }

    private static Geometry automatic(long[] x, long[] w, long[] strides, AutoPad autoPad) {
        return new Geometry(x, w, list(strides), List.of(), List.of(), 1, autoPad);
    }

    private static long[] of(long... sizes) {
        return sizes;
    }

    private static List<Long> list(long[] sizes) {
        return java.util.Arrays.stream(sizes).boxed().toList();
    }
}
