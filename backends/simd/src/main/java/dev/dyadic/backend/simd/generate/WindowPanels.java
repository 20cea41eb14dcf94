// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.backend.simd.kernel.Kernels;
import dev.dyadic.simd.Convolution;
import java.util.Optional;
import java.util.function.Function;

/**
 * The weights of a convolution.
 *
 * @param matrix {@code [taps * channels / groups, columns]}
 * @param start what the sum of each column starts from
 * @param kernel what the node asks for by name
 */
public record WindowPanels(CodeMatrix matrix, int[] start, Convolution convolution, Optional<String> kernel) implements Packing {

    @Override public String type() { return "CodeWindows"; }

    @Override public Object pack(Kernels kernels) {
        return kernels.pack(matrix.values(), start, convolution, kernel);
    }

    @Override public String code(Function<Object, String> stored) {
        Convolution it = convolution;
        return "CodeConvolution.pack(" + stored.apply(matrix.values()) + ", " + stored.apply(start) + ", new Convolution("
                + it.channels() + ", " + it.columns() + ", " + it.groups() + ", " + it.kernelHeight() + ", " + it.kernelWidth()
                + ", "
                + it.strideHeight() + ", " + it.strideWidth() + ", " + it.dilationHeight() + ", " + it.dilationWidth() + ", "
                + it.padTop() + ", " + it.padLeft() + ", " + it.unsigned() + ", (byte) " + it.pad() + "))";
    }
}
