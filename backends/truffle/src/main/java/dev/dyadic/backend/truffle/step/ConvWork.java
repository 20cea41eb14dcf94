// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.IntegerConvolution;
import dev.dyadic.backend.truffle.kernel.PatchConvolution;
import dev.dyadic.backend.truffle.kernel.Windows;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.type.Element;
import java.util.Optional;

/** The sums of an integer convolution over one or two axes with constant filters; what else there is goes by the reference. */
record ConvWork(Node node, ConvInteger op, ConvFilters filters) implements PlainStep.Work {

    @Override public Tensors run(TensorObject[] operands) {
        TensorObject x = operands[0];
        Optional<Windows> windows = ConvGeometry.of(op, operands);
        if (windows.isEmpty() || filters.product().isEmpty() && filters.centered().isEmpty()) {
            return new ByReference(node).run(operands);
        }
        int zero = ConvGeometry.zero(operands);
        int images = Math.toIntExact(x.sizes()[0]);
        int[] sums = filters.product().isPresent()
                ? new PatchConvolution(windows.get(), filters.product().get()).sums(x.interleaved(), zero, images)
                : new IntegerConvolution(windows.get())
                        .run((byte[]) x.array(), x.element().isSigned(), zero, images, filters.centered().orElseThrow());
        return new Tensors(TensorObject.of(Element.I32, ConvGeometry.sizes(windows.get(), operands), sums));
    }
}
