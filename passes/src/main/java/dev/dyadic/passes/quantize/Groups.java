// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.type.Element;

/**
 * Few-bit weights in groups whose scales are small multiples of one scale per output channel (DGQ, Zhang et al. 2023): the code times
 * the multiple is an 8-bit integer, so a product with groups is a product like any other.
 */
final class Groups {

    private static final long WIDEST = 127;

    private Groups() {}

    /** Writes the codes, multiplied out, and gives the scale of each channel. */
    static double[] code(double[] real, Channels at, Element element, int size, long[] codes) {
        Element narrow = Element.signed(element.bits());
        long most = Math.max(1, WIDEST / -narrow.min());
        double[] scales = new double[at.channels()];
        for (int c = 0; c < at.channels(); c++) {
            double[] wanted = new double[Math.ceilDiv(at.depth(), size)];
            double largest = 0;
            for (int i = 0; i < at.depth(); i++) {
                double need = Math.abs(real[at.index(c, i)]) / narrow.max();
                wanted[i / size] = Math.max(wanted[i / size], need);
                largest = Math.max(largest, need);
            }
            scales[c] = usable(largest / most);
            for (int i = 0; i < at.depth(); i++) {
                long multiple = Math.clamp((long) Math.ceil(wanted[i / size] / scales[c] - 1e-9), 1, most);
                double step = scales[c] * multiple;
                codes[at.index(c, i)] = nearest(real[at.index(c, i)], step, narrow) * multiple;
            }
        }
        return scales;
    }

    /** The code nearest to a number, ties to even, the codes symmetric around 0. */
    static long nearest(double real, double scale, Element element) {
        return Math.clamp((long) Math.rint(real / scale), -element.max(), element.max());
    }

    /** A scale as an f32 that can be divided by; weights that are all zero may have any. */
    static double usable(double scale) {
        return scale == 0 ? 1 : Math.max((float) scale, Float.MIN_NORMAL);
    }
}
