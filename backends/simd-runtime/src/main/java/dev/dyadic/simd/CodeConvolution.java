// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Convolutions of 8-bit codes with constant 8-bit weights, exact modulo 2^32. */
public final class CodeConvolution {

    private CodeConvolution() {}

    /**
     * Brings weights into the layout of the kernel, once.
     *
     * @param weights i8, row-major {@code [taps * channels / groups, columns]}
     * @param start what the sum of each column starts from
     */
    public static CodeWindows pack(byte[] weights, int[] start, Convolution convolution) {
        if (convolution.isByChannel()) return new ChannelWindows(convolution, weights.clone(), start.clone());
        int columns = convolution.columns() / convolution.groups();
        return gathered(IntStream.range(0, convolution.groups())
                .mapToObj(group -> CodeGemm.pack(group(weights, group, convolution), convolution.depth(), columns,
                        convolution.unsigned()))
                .toList(), start, convolution);
    }

    /**
     * A convolution by products of matrices, whose rows are windows.
     *
     * @param weights those of each {@link #group}
     */
    public static CodeWindows gathered(List<CodeWeights> weights, int[] start, Convolution convolution) {
        int columns = convolution.columns() / convolution.groups();
        int[][] starts = new int[convolution.groups()][];
        for (int g = 0; g < starts.length; g++) starts[g] = Arrays.copyOfRange(start, g * columns, (g + 1) * columns);
        return new GatheredWindows(convolution, weights.toArray(CodeWeights[]::new), starts);
    }

    /** The weights of a group, {@code [depth, columns / groups]}. */
    public static byte[] group(byte[] weights, int group, Convolution convolution) {
        if (convolution.groups() == 1) return weights;
        int columns = convolution.columns() / convolution.groups();
        byte[] own = new byte[convolution.depth() * columns];
        for (int k = 0; k < convolution.depth(); k++)
            System.arraycopy(weights, k * convolution.columns() + group * columns, own, k * columns, columns);
        return own;
    }
}
