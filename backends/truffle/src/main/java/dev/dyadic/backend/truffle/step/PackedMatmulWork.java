// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.PackedProduct;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;

/** Products of codes with constant weights by a kernel of the registry; operands that do not fit go by the reference. */
record PackedMatmulWork(Node node, PackedProduct product) implements PlainStep.Work {

    @Override public Tensors run(TensorObject[] operands) {
        TensorObject a = operands[0];
        int rank = a.sizes().length;
        boolean fits = rank >= 1 && a.sizes()[rank - 1] == product.depth() && (operands.length < 3 || operands[2].length() == 1);
        if (!fits) return new ByReference(node).run(operands);
        int zero = operands.length < 3 ? 0 : (int) operands[2].tensor().getLong(0);
        long[] sizes = a.sizes().clone();
        sizes[rank - 1] = product.columns();
        int[] sums = new int[Math.toIntExact(Tensor.count(sizes))];
        int rows = product.columns() == 0 ? 0 : sums.length / product.columns();
        product.sums((byte[]) a.array(), 0, rows, product.start(zero), sums, 0);
        return new Tensors(TensorObject.of(Element.I32, sizes, sums));
    }
}
