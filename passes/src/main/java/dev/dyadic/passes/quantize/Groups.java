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

    private final double[] real;
    private final Channels at;
    private final Element narrow;
    private final int size;

    private Groups(double[] real, Channels at, Element narrow, int size) {
        this.real = real;
        this.at = at;
        this.narrow = narrow;
        this.size = size;
    }

    /** The scale of each channel, of a few that clip more or less the one with least error, and the multiples that go with it. */
    static Grid fit(double[] real, Channels at, Element narrow, int size) {
        return new Groups(real, at, narrow, size).fit();
    }

    private Grid fit() {
        int groups = Math.ceilDiv(at.depth(), size);
        double[] scales = new double[at.channels()];
        long[] multiples = new long[at.channels() * groups];
        for (int c = 0; c < at.channels(); c++) {
            scales[c] = scale(c);
            for (int g = 0; g < groups; g++) multiples[c * groups + g] = multiple(c, g * size, scales[c]);
        }
        return new Grid(scales, size, multiples, narrow.min(), narrow.max());
    }

    private double scale(int channel) {
        double best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (double share : SHARES) {
            double scale = usable(largest(channel) * share / narrow.max() / most());
            double error = 0;
            for (int from = 0; from < at.depth(); from += size)
                error += error(channel, from, scale * multiple(channel, from, scale));
            if (error >= least) continue;
            least = error;
            best = scale;
        }
        return best;
    }

    /**
     * The multiple that codes a group with the least squared error, of equals the first tried, the largest. It may be negative: codes
     * reach one step further down than up, and the weight of largest magnitude may have either sign.
     */
    private long multiple(int channel, int from, double scale) {
        double need = 0;
        for (int i = from; i < Math.min(from + size, at.depth()); i++)
            need = Math.max(need, Math.abs(real[at.index(channel, i)]));
        long top = Math.clamp((long) Math.ceil(need / narrow.max() / scale), 1, most());
        long best = top;
        double least = Double.POSITIVE_INFINITY;
        for (long magnitude = top; magnitude >= Math.max(1, top - CLIPPING); magnitude--) {
            for (long multiple : new long[] {magnitude, -magnitude}) {
                double error = error(channel, from, scale * multiple);
                if (error >= least) continue;
                least = error;
                best = multiple;
            }
        }
        return best;
    }

    private double error(int channel, int from, double step) {
        double error = 0;
        for (int i = from; i < Math.min(from + size, at.depth()); i++) {
            double weight = real[at.index(channel, i)];
            double code = Math.clamp((long) Math.rint(weight / step), narrow.min(), narrow.max());
            error += (weight - code * step) * (weight - code * step);
        }
        return error;
    }

    private double largest(int channel) {
        double largest = 0;
        for (int i = 0; i < at.depth(); i++) largest = Math.max(largest, Math.abs(real[at.index(channel, i)]));
        return largest;
    }

    /** The largest multiple that keeps products of code and multiple within 8 bits. */
    private long most() {
        return Math.max(1, WIDEST / -narrow.min());
    }

    /** A scale as an f32 that can be divided by; weights that are all zero may have any. */
    static double usable(double scale) {
        return scale == 0 ? 1 : Math.max((float) scale, Float.MIN_NORMAL);
    }
}
