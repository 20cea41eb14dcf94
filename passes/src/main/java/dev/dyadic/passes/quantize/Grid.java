// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.type.Element;
import java.util.Arrays;

/**
 * The numbers that weights may become: of weight i of output channel c the multiples of {@link #step} by a code.
 *
 * @param scales one in all, or one per output channel
 * @param size how many neighbours within a channel share a multiple; 0 where there are none
 * @param multiples small integers of either sign, channel by channel; empty without groups
 * @param least the least code
 * @param most the largest one
 */
record Grid(double[] scales, int size, long[] multiples, long least, long most) {

    /** Codes symmetric around 0, without groups. */
    static Grid plain(double[] scales, Element element) {
        return new Grid(scales, 0, new long[0], -element.max(), element.max());
    }

    /** The same for codes of less than 8 bits: a channel is one group, so that codes of any width become 8-bit integers by one op. */
    static Grid whole(double[] scales, Element narrow, Channels at) {
        long[] multiples = new long[at.channels()];
        Arrays.fill(multiples, 1);
        return new Grid(scales, at.depth(), multiples, -narrow.max(), narrow.max());
    }

    boolean isGrouped() {
        return size > 0;
    }

    double scale(int channel) {
        return scales[scales.length == 1 ? 0 : channel];
    }

    /** The number that code 1 stands for. */
    double step(int channel, int i, int depth) {
        if (!isGrouped()) return scale(channel);
        return scale(channel) * multiples[channel * groups(depth) + i / size];
    }

    int groups(int depth) {
        return Math.ceilDiv(depth, size);
    }

    /** The code nearest to a number, ties to even. */
    long code(double real, double step) {
        return Math.clamp((long) Math.rint(real / step), least, most);
    }

    /** The code of each weight that is nearest to it, where the weights lie. */
    long[] nearest(double[] real, Channels at) {
        long[] codes = new long[real.length];
        for (int c = 0; c < at.channels(); c++) {
            for (int i = 0; i < at.depth(); i++) {
                int index = at.index(c, i);
                codes[index] = code(real[index], step(c, i, at.depth()));
            }
        }
        return codes;
    }
}
