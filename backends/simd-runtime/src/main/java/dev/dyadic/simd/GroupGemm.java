// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Products of 8-bit codes with constant weights of few bits, each group of which shares a small integer factor: a weight is
 * {@code code * multiple of its group}, and fits 8 bits. Exact modulo 2^32.
 */
public final class GroupGemm {

    private GroupGemm() {}

    /**
     * Brings weights into the layout of the kernel, once.
     *
     * @param codes a byte each, -8 to 7, row-major {@code [depth, columns]}
     * @param multiples row-major {@code [ceil(depth / group), columns]}
     * @param group how many neighbours along the depth share a multiple
     * @param unsignedData whether the codes they are multiplied with are u8; i8 otherwise
     */
    public static CodeWeights pack(byte[] codes, byte[] multiples, int group, int depth, int columns, boolean unsignedData) {
        if (group < 1) throw new IllegalArgumentException("a group has at least 1 weight, was " + group);
        if (codes.length != depth * columns || multiples.length != Math.ceilDiv(depth, group) * columns)
            throw new IllegalArgumentException(
                    codes.length + " codes and " + multiples.length + " multiples are not " + depth + " x "
                            + columns + " in groups of " + group);
        byte[] weights = new byte[codes.length];
        for (int i = 0; i < weights.length; i++) {
            int weight = codes[i] * multiples[i / columns / group * columns + i % columns];
            if (weight != (byte) weight) throw new IllegalArgumentException("a weight of " + weight + " does not fit 8 bits");
            weights[i] = (byte) weight;
        }
        return CodeGemm.pack(weights, depth, columns, unsignedData);
    }
}
