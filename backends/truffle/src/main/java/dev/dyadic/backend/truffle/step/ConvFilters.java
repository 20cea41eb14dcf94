// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.Centered;
import dev.dyadic.backend.truffle.kernel.PackedProduct;
import dev.dyadic.backend.truffle.kernel.PatchConvolution;
import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import java.util.Optional;

/**
 * The constant filters of a convolution; both are empty where it has none of 8 bits.
 *
 * @param product as a kernel of the registry takes them, where one does
 * @param centered less their zero point, where none does
 */
record ConvFilters(Optional<PackedProduct> product, Optional<int[]> centered) {

    static ConvFilters of(Node node, ConvInteger op, Constants constants, Kernels kernels) {
        Optional<PackedProduct> product = product(node, op, constants, kernels);
        return new ConvFilters(product, product.isPresent() ? Optional.empty() : centered(node, constants));
    }

    private static Optional<PackedProduct> product(Node node, ConvInteger op, Constants constants, Kernels kernels) {
        if (op.group() != 1 || !Kernels.takes(node, constants)) return Optional.empty();
        TensorObject filters = constants.get(node.in(1)).orElseThrow();
        long[] sizes = filters.sizes();
        if (sizes.length < 3 || sizes.length > 4 || filters.length() == 0) return Optional.empty();
        int count = (int) sizes[0];
        int channels = (int) sizes[1];
        int depth = filters.length() / count;
        byte[] weights = PatchConvolution.weights((byte[]) filters.array(), count, channels, depth / channels);
        return kernels.pack(node, weights, depth, count);
    }

    /** If their zero point, if they have one, is one constant for all. */
    private static Optional<int[]> centered(Node node, Constants constants) {
        Optional<TensorObject> filters = constants.get(node.in(1)).filter(each -> each.element().bits() == 8);
        if (filters.isEmpty()) return Optional.empty();
        boolean signed = filters.get().element().isSigned();
        byte[] codes = (byte[]) filters.get().array();
        if (node.ins().size() < 4) return Optional.of(Centered.of(codes, signed, 0));
        return constants.get(node.in(3))
                .filter(zero -> zero.length() == 1)
                .map(zero -> Centered.of(codes, signed, (int) zero.tensor().getLong(0)));
    }

    /** Who computes with them. */
    String kernel() {
        return product.map(PackedProduct::kernel).orElse(centered.isPresent() ? "loops" : "reference");
    }
}
