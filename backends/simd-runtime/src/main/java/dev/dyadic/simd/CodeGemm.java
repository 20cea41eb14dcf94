// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

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

    /** What sums begin with where a run finds the zero point: {@code bias[c] + zero * negatedSums[c]}, in memory of the task. */
    public static int[] start(int[] bias, int[] negatedSums, int zero) {
        int[] start = TaskMemory.ints(bias.length);
        for (int c = 0; c < bias.length; c++) start[c] = bias[c] + zero * negatedSums[c];
        return start;
    }

    /** Scales of columns that a run finds, one for all or one each, in memory of the task. */
    public static float[] scales(float[] found, int at, boolean single, int columns) {
        float[] scales = TaskMemory.floats(columns);
        if (single) Arrays.fill(scales, 0, columns, found[at]);
        else System.arraycopy(found, at, scales, 0, columns);
        return scales;
    }
}
