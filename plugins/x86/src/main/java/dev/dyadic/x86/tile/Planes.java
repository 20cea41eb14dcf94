// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How weights of few bits are cut into planes of single bits: a weight is {@code clear + sum of factor * bit}. Four neighbours along the
 * depth are a quad: their bits of a plane are an index, 0 to 15.
 *
 * @param factors what a bit weighs, plane by plane
 * @param clear what a weight is whose bits are all 0: 0 or -1
 * @param quads how many of a group's quads share a multiple: 4 or 8
 */
public record Planes(List<Integer> factors, int clear, int quads) {

    static final int QUAD = 4;

    public Planes {
        factors = List.copyOf(factors);
        if (clear != 0 && clear != -1) throw new IllegalArgumentException("no weight without bits: " + clear);
        if (quads != 4 && quads != 8) throw new IllegalArgumentException("no group of " + quads + " quads");
    }

    /** Weights of two's complement. */
    public static Planes ofBits(int bits, int quads) {
        return new Planes(IntStream.range(0, bits).mapToObj(bit -> bit == bits - 1 ? -1 << bit : 1 << bit).toList(), 0, quads);
    }

    /** Weights that are 1 or -1. */
    public static Planes ofSigns(int quads) {
        return new Planes(List.of(2), -1, quads);
    }

    public int count() { return factors.size(); }

    /** The weights of a column that share a multiple. */
    public int group() { return quads * QUAD; }

    /** The weights of a column that a program takes at a time: two groups. */
    public int step() { return 2 * group(); }

    /** The bit of a weight in a plane. */
    public int bit(int weight, int plane) {
        return clear == 0 ? weight >> plane & 1 : weight > 0 ? 1 : 0;
    }

    /**
     * What the sum of a group starts from, less {@code -clear} times the table entries of all codes: what takes off that those are raised.
     */
    int start() {
        int raised = quads * TableProducts.RAISED_BY;
        return -raised * (factors.stream().mapToInt(each -> each).sum() + clear);
    }
}
