// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;
import java.util.Optional;

/** Products of 8-bit codes with constant 8-bit weights. {@link #operands} says of which element the codes are: i8 or u8. */
public interface IntegerGemm extends Kernel {

    @Override default String job() {
        return "matmul-integer";
    }

    @Override default Element result() {
        return Element.I32;
    }

    /**
     * Brings weights into the kernel's own layout, once.
     *
     * @param weights i8, row-major {@code [depth, columns]}
     */
    PackedWeights pack(byte[] weights, int depth, int columns);

    /**
     * Brings the weights of a convolution into a layout of the kernel's own, once, if it multiplies windows where they lie; empty where it
     * does not, and windows have to be gathered as rows of a matrix.
     *
     * @param weights i8, row-major {@code [kernelHeight, kernelWidth, channels / groups, columns]}; those of a kernel per channel
     *            {@code [kernelHeight, kernelWidth, columns]}
     * @param start what the sum of each column starts from
     */
    default Optional<PackedWindows> pack(byte[] weights, int[] start, Convolution convolution) {
        return Optional.empty();
    }

    /** The same for matrices that are both found by a run; empty where the kernel only takes constant weights. */
    default Optional<DataProducts> ofData() {
        return Optional.empty();
    }
}
