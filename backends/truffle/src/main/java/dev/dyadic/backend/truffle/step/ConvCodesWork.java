// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.DepthwiseConvolution;
import dev.dyadic.backend.truffle.kernel.PackedProduct;
import dev.dyadic.backend.truffle.kernel.PatchConvolution;
import dev.dyadic.backend.truffle.kernel.WindowConvolution;
import dev.dyadic.backend.truffle.kernel.Windows;
import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.IntegerOp.Requant;
import java.util.Optional;

/**
 * An integer convolution whose sums become codes at once, channels next to each other; operands that do not fit go by the reference. One
 * of the three methods is there.
 *
 * @param windows by a kernel that takes images as they are
 * @param product by a kernel that takes patches
 * @param depthwise the filters of a convolution of every channel by itself, channels last; empty where it is none
 */
record ConvCodesWork(Requantized layer, ConvInteger op, Optional<WindowConvolution> windows, Optional<PackedProduct> product,
        int[] depthwise, Constants constants) implements PlainStep.Work {

    /** Nothing where neither a kernel nor the loops for single channels do the work. */
    static Optional<PlainStep> step(Requantized layer, ConvInteger op, int[] slots, Constants constants, Kernels kernels) {
        Node conv = layer.nodes().getFirst();
        if (!Kernels.takes(conv, constants)) return Optional.empty();
        TensorObject weights = constants.get(conv.in(1)).orElseThrow();
        long[] sizes = weights.sizes();
        if (weights.length() == 0) return Optional.empty();
        Optional<WindowConvolution> windows = ConvWindows.pack(layer, op, constants, kernels);
        if (windows.isPresent()) {
            String kernel = kernels.gemm(conv, weights.length() / (int) sizes[0], (int) sizes[0]).orElseThrow().name();
            var work = new ConvCodesWork(layer, op, windows, Optional.empty(), new int[0], constants);
            return Optional.of(new PlainStep(layer.nodes(), kernel, slots, work));
        }
        ConvFilters filters = ConvFilters.of(conv, op, constants, kernels);
        boolean single = sizes[0] == op.group() && sizes[1] == 1 && filters.centered().isPresent();
        if (filters.product().isEmpty() && !single) return Optional.empty();
        int[] depthwise = single ? DepthwiseConvolution.weights(filters.centered().get(), layer.bias().length) : new int[0];
        var work = new ConvCodesWork(layer, op, Optional.empty(), filters.product(), depthwise, constants);
        return Optional.of(new PlainStep(layer.nodes(), filters.kernel(), slots, work));
    }

    @Override public Tensors run(TensorObject[] operands) {
        Optional<Windows> at = ConvGeometry.of(op, operands);
        if (at.isEmpty()) {
            return new Tensors(ByReference.last(layer.nodes(), layer.nodes().getFirst().ins(), operands, constants));
        }
        Requant requant = (Requant) layer.last().op();
        byte[] codes = codes(at.get(), operands[0], ConvGeometry.zero(operands));
        return new Tensors(TensorObject.interleaved(requant.to(), ConvGeometry.sizes(at.get(), operands), codes));
    }

    private byte[] codes(Windows at, TensorObject x, int zero) {
        int images = Math.toIntExact(x.sizes()[0]);
        if (windows.isPresent()) return windows.get().codes(at, x.interleaved(), images);
        if (product.isPresent()) {
            return new PatchConvolution(at, product.get()).codes(x.interleaved(), zero, images, layer.bias(), layer.requant());
        }
        return new DepthwiseConvolution(at, depthwise)
                .codes(x.interleaved(), x.element().isSigned(), zero, images, layer.bias(), layer.requant());
    }
}
