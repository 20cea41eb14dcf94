// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Products of 8-bit codes with constant 8-bit weights, exact modulo 2^32. */
public final class CodeGemm {

    private CodeGemm() {}

    /**
     * Brings weights into the layout of the kernel, once.
     *
     * @param weights i8, row-major {@code [depth, columns]}
     * @param unsignedData whether the codes they are multiplied with are u8; i8 otherwise
     */
    public static CodeWeights pack(byte[] weights, int depth, int columns, boolean unsignedData) {
        if (weights.length != depth * columns)
            throw new IllegalArgumentException(weights.length + " weights are not " + depth + " x " + columns);
        if (!Lanes.PLAIN) return new VectorWeights(new CodePanels(weights, depth, columns), columns, unsignedData);
        return new PlainWeights(new PlainCodes(weights.clone(), depth, columns), unsignedData);
    }
}
