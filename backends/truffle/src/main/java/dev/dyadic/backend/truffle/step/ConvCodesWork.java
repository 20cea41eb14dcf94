// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.DepthwiseConvolution;
import dev.dyadic.backend.truffle.kernel.PackedProduct;
import dev.dyadic.backend.truffle.kernel.PatchConvolution;
import dev.dyadic.backend.truffle.kernel.Windows;
import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.IntegerOp.Requant;
import java.util.Optional;

/**
 * An integer convolution whose sums become codes at once, channels next to each other; operands that do not fit go by the reference.
 *
 * @param depthwise the filters of a convolution of every channel by itself, channels last; empty where a kernel has them packed
 */
record ConvCodesWork(Requantized layer, ConvInteger op, Optional<PackedProduct> product, int[] depthwise,
        Constants constants) implements PlainStep.Work {

    /** Nothing where neither a kernel nor the loops for single channels do the work. */
    static Optional<PlainStep> step(Requantized layer, ConvInteger op, int[] slots, Constants constants, Kernels kernels) {
        Node conv = layer.nodes().getFirst();
        ConvFilters filters = ConvFilters.of(conv, op, constants, kernels);
        long[] sizes = constants.get(conv.in(1)).orElseThrow().sizes();
        boolean single = sizes[0] == op.group() && sizes.length > 1 && sizes[1] == 1 && filters.centered().isPresent();
        if (filters.product().isEmpty() && !single) return Optional.empty();
        int[] depthwise = single ? DepthwiseConvolution.weights(filters.centered().get(), layer.bias().length) : new int[0];
        var work = new ConvCodesWork(layer, op, filters.product(), depthwise, constants);
        return Optional.of(new PlainStep(layer.nodes(), filters.kernel(), slots, work));
    }

    @Override public Tensors run(TensorObject[] operands) {
        TensorObject x = operands[0];
        Node conv = layer.nodes().getFirst();
        Optional<Windows> windows = ConvGeometry.of(op, operands);
        if (windows.isEmpty()) return new Tensors(ByReference.last(layer.nodes(), conv.ins(), operands, constants));
        int zero = ConvGeometry.zero(operands);
        int images = Math.toIntExact(x.sizes()[0]);
        byte[] codes = product.isPresent()
                ? new PatchConvolution(windows.get(), product.get())
                        .codes(x.interleaved(), zero, images, layer.bias(), layer.requant())
                : new DepthwiseConvolution(windows.get(), depthwise)
                        .codes(x.interleaved(), x.element().isSigned(), zero, images, layer.bias(), layer.requant());
        Requant requant = (Requant) layer.last().op();
        return new Tensors(TensorObject.interleaved(requant.to(), ConvGeometry.sizes(windows.get(), operands), codes));
    }
}
