// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.kernel.GroupGemm;
import dev.dyadic.plugin.kernel.IntegerGemm;
import dev.dyadic.plugin.kernel.PackedWeights;

/**
 * Weights for a kernel, and what they are multiplied out.
 *
 * @param weights i8, row-major {@code [depth, columns]}: each code times the multiple of its group
 * @param codes as the kernel gets them; without groups the weights themselves
 * @param multiples one per group and column; without groups none
 */
record GivenWeights(int depth, int columns, byte[] weights, byte[] codes, byte[] multiples, int group) {

    static GivenWeights plain(Fill fill, int depth, int columns) {
        byte[] weights = fill.codes(Element.I8, depth * columns, 1);
        return new GivenWeights(depth, columns, weights, weights, new byte[0], 0);
    }

    static GivenWeights groups(Element element, Fill fill, int group, int depth, int columns) {
        return multiplied(element, fill.codes(element, depth * columns, 1), group, depth, columns);
    }

    /** Codes that are 1 or -1. */
    static GivenWeights signs(Element element, int group, int depth, int columns) {
        byte[] codes = Fill.RANDOM.codes(Element.I8, depth * columns, 8);
        for (int i = 0; i < codes.length; i++) codes[i] = (byte) (codes[i] < 0 ? -1 : 1);
        return multiplied(element, codes, group, depth, columns);
    }

    /** Multiples of either sign, as large as the products fit 8 bits. */
    private static GivenWeights multiplied(Element element, byte[] codes, int group, int depth, int columns) {
        int most = (int) (127 / Math.max(element.max(), -element.min()));
        byte[] multiples = Fill.RANDOM.codes(Element.I8, Math.ceilDiv(depth, group) * columns, 2);
        for (int i = 0; i < multiples.length; i++) multiples[i] = (byte) (multiples[i] % (most + 1));
        byte[] weights = new byte[codes.length];
        for (int k = 0; k < depth; k++) {
            for (int c = 0; c < columns; c++) {
                weights[k * columns + c] = (byte) (codes[k * columns + c] * multiples[k / group * columns + c]);
            }
        }
        return new GivenWeights(depth, columns, weights, codes, multiples, group);
    }

    PackedWeights pack(Kernel kernel) {
        return kernel instanceof GroupGemm gemm
                ? gemm.pack(codes, multiples, group, depth, columns)
                : ((IntegerGemm) kernel).pack(weights, depth, columns);
    }
}
