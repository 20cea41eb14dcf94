// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * Products of 8-bit codes with constant weights of few bits, each group of which shares a small integer factor: a weight is
 * {@code code * multiple of its group}, and fits 8 bits. Exact modulo 2^32. Weights of up to 4 bits stay so until they are in a register,
 * if groups are multiples of 16 (of 32 where weights have 2 bits) or a column is one group; others are multiplied out.
 */
public final class GroupGemm {

    private GroupGemm() {}

    /**
     * Brings weights into the layout of the kernel, once.
     *
     * @param codes a byte each, row-major {@code [depth, columns]}
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
        byte[] weights = multipliedOut(codes, multiples, group, columns);
        if (!GroupCode.holds(codes) || !GroupCode.of(codes).fits(group, depth))
            return CodeGemm.pack(weights, depth, columns, unsignedData);
        if (Lanes.PLAIN) return new PlainWeights(PlainGroups.of(codes, multiples, group, depth, columns), unsignedData);
        return new VectorWeights(new GroupPanels(codes, multiples, group, depth, columns), columns, unsignedData);
    }

    /** The weights of 8 bits that codes and multiples make. */
    public static byte[] multipliedOut(byte[] codes, byte[] multiples, int group, int columns) {
        byte[] weights = new byte[codes.length];
        for (int i = 0; i < weights.length; i++) {
            int weight = codes[i] * multiples[i / columns / group * columns + i % columns];
            if (weight != (byte) weight) throw new IllegalArgumentException("a weight of " + weight + " does not fit 8 bits");
            weights[i] = (byte) weight;
        }
        return weights;
    }
}
