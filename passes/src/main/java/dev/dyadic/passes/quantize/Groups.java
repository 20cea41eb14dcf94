// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.type.Element;

/**
 * Few-bit weights in groups whose scales are small multiples of one scale per output channel (DGQ, Zhang et al. 2023): the code times
 * the multiple is an 8-bit integer, so a product with groups is a product like any other.
 */
final class Groups {

    private static final long WIDEST = 127;

    /** How much of the largest weight the scale of a channel is made for. */
    private static final double[] SHARES = {1, 0.975, 0.95, 0.925, 0.9, 0.875, 0.85, 0.825, 0.8, 0.775, 0.75, 0.725, 0.7, 0.65,
        0.6};

    /** How many smaller multiples are tried, which clip the largest weights of a group and code the others finer. */
    private static final long CLIPPING = 6;

    private Groups() {}

    /** Writes the codes, multiplied out, and gives the scale of each channel: of a few that clip more or less, the one with least error. */
    static double[] code(double[] real, Channels at, Element element, int size, long[] codes) {
        Element narrow = Element.signed(element.bits());
        double[] scales = new double[at.channels()];
        for (int c = 0; c < at.channels(); c++) {
            double least = Double.POSITIVE_INFINITY;
            for (double share : SHARES) {
                double scale = usable(largest(real, at, c) * share / narrow.max() / most(narrow));
                double error = 0;
                for (int from = 0; from < at.depth(); from += size) {
                    error += error(real, at, c, from, size, scale, multiple(real, at, c, from, size, scale, narrow), narrow);
                }
                if (error >= least) continue;
                least = error;
                scales[c] = scale;
            }
            for (int from = 0; from < at.depth(); from += size) {
                long multiple = multiple(real, at, c, from, size, scales[c], narrow);
                for (int i = from; i < Math.min(from + size, at.depth()); i++) {
                    codes[at.index(c, i)] = nearestOfAll(real[at.index(c, i)], scales[c] * multiple, narrow) * multiple;
                }
            }
        }
        return scales;
    }

    /**
     * The multiple that codes a group with the least squared error, of equals the first tried, the largest. It may be negative: codes
     * reach one step further down than up, and the weight of largest magnitude may have either sign.
     */
    private static long multiple(double[] real, Channels at, int channel, int from, int size, double scale, Element narrow) {
        double need = 0;
        for (int i = from; i < Math.min(from + size, at.depth()); i++)
            need = Math.max(need, Math.abs(real[at.index(channel, i)]));
        long top = Math.clamp((long) Math.ceil(need / narrow.max() / scale), 1, most(narrow));
        long best = top;
        double least = Double.POSITIVE_INFINITY;
        for (long magnitude = top; magnitude >= Math.max(1, top - CLIPPING); magnitude--) {
            for (long multiple : new long[] {magnitude, -magnitude}) {
                double error = error(real, at, channel, from, size, scale, multiple, narrow);
                if (error >= least) continue;
                least = error;
                best = multiple;
            }
        }
        return best;
    }

    private static double error(
            double[] real, Channels at, int channel, int from, int size, double scale, long multiple, Element narrow) {
        double step = scale * multiple;
        double error = 0;
        for (int i = from; i < Math.min(from + size, at.depth()); i++) {
            double difference = real[at.index(channel, i)] - nearestOfAll(real[at.index(channel, i)], step, narrow) * step;
            error += difference * difference;
        }
        return error;
    }

    private static double largest(double[] real, Channels at, int channel) {
        double largest = 0;
        for (int i = 0; i < at.depth(); i++) largest = Math.max(largest, Math.abs(real[at.index(channel, i)]));
        return largest;
    }

    /** The largest multiple that keeps products of code and multiple within 8 bits. */
    private static long most(Element narrow) {
        return Math.max(1, WIDEST / -narrow.min());
    }

    /** The code nearest to a number, ties to even, the codes symmetric around 0. */
    static long nearest(double real, double scale, Element element) {
        return Math.clamp((long) Math.rint(real / scale), -element.max(), element.max());
    }

    /** The code nearest to a number, ties to even, of all codes. */
    private static long nearestOfAll(double real, double step, Element element) {
        return Math.clamp((long) Math.rint(real / step), element.min(), element.max());
    }

    /** A scale as an f32 that can be divided by; weights that are all zero may have any. */
    static double usable(double scale) {
        return scale == 0 ? 1 : Math.max((float) scale, Float.MIN_NORMAL);
    }
}
