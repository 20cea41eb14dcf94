// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.Centered;
import dev.dyadic.backend.truffle.kernel.IntegerConvolution;
import dev.dyadic.backend.truffle.kernel.PackedProduct;
import dev.dyadic.backend.truffle.kernel.PatchConvolution;
import dev.dyadic.backend.truffle.kernel.Windows;
import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.type.Element;
import java.util.Optional;

/**
 * Integer convolution over one or two axes with constant filters; what else there is goes by the reference.
 *
 * @param weights the filters less their zero point
 * @param product the filters as a kernel takes them, where one does
 */
record ConvWork(Node node, ConvInteger op, Optional<short[]> weights, Optional<PackedProduct> product) implements PlainStep.Work {

    static PlainStep step(Node node, ConvInteger op, int[] slots, Constants constants, Kernels kernels) {
        Optional<PackedProduct> product = product(node, op, constants, kernels);
        Optional<short[]> weights = product.isPresent() ? Optional.empty() : weights(node, constants);
        String kernel = product.map(PackedProduct::kernel).orElse(weights.isPresent() ? "loops" : "reference");
        return new PlainStep(node, kernel, slots, new ConvWork(node, op, weights, product));
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

    /** Of filters of 8 bits, whose zero point, if they have one, is one constant for all. */
    private static Optional<short[]> weights(Node node, Constants constants) {
        Optional<TensorObject> filters = constants.get(node.in(1)).filter(each -> each.element().bits() == 8);
        if (filters.isEmpty()) return Optional.empty();
        boolean signed = filters.get().element().isSigned();
        byte[] codes = (byte[]) filters.get().array();
        if (node.ins().size() < 4) return Optional.of(Centered.of(codes, signed, 0));
        return constants.get(node.in(3))
                .filter(zero -> zero.length() == 1)
                .map(zero -> Centered.of(codes, signed, (int) zero.tensor().getLong(0)));
    }

    @Override public Tensors run(TensorObject[] operands) {
        TensorObject x = operands[0];
        Optional<Windows> windows = ConvGeometry.of(op, x.sizes(), operands[1].sizes());
        boolean fits = (product.isPresent() || weights.isPresent()) && windows.isPresent() && x.element().bits() == 8
                && (operands.length < 3 || operands[2].length() == 1);
        if (!fits) return new ByReference(node).run(operands);
        int zero = operands.length < 3 ? 0 : (int) operands[2].tensor().getLong(0);
        long[] sizes = x.sizes().clone();
        sizes[1] = operands[1].sizes()[0];
        if (sizes.length == 4) sizes[2] = windows.get().outHeight();
        sizes[sizes.length - 1] = windows.get().outWidth();
        return new Tensors(TensorObject.of(Element.I32, sizes, sums(x, zero, windows.get())));
    }

    private int[] sums(TensorObject x, int zero, Windows windows) {
        byte[] codes = (byte[]) x.array();
        int images = Math.toIntExact(x.sizes()[0]);
        if (product.isPresent()) return new PatchConvolution(windows, product.get()).run(codes, zero, images);
        return new IntegerConvolution(windows).run(codes, x.element().isSigned(), zero, images, weights.orElseThrow());
    }
}
