// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Kernel;

/**
 * Products of 8-bit codes with constant weights of few bits, each group of which shares a small integer factor: a weight is
 * {@code code * multiple of its group}, and fits 8 bits. {@link #operands} says of which elements codes and weights are.
 */
public interface GroupGemm extends Kernel {

    @Override default String job() {
        return "matmul-groups";
    }

    @Override default Element result() {
        return Element.I32;
    }

    /**
     * Brings weights into the kernel's own layout, once.
     *
     * @param codes a byte each, row-major {@code [depth, columns]}
     * @param multiples row-major {@code [ceil(depth / group), columns]}
     * @param group how many neighbours along the depth share a multiple
     */
    PackedWeights pack(byte[] codes, byte[] multiples, int group, int depth, int columns);
}
