// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.kernel.Centered;
import dev.dyadic.backend.truffle.kernel.IntegerProduct;
import dev.dyadic.backend.truffle.kernel.PackedProduct;
import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Optional;

/**
 * Products of 8-bit codes with a matrix of them, by plain loops; what else there is goes by the reference.
 *
 * @param constant the matrix, where it is a constant without a zero point
 */
record MatmulWork(Node node, Optional<int[]> constant) implements PlainStep.Work {

    static PlainStep step(Node node, int[] slots, Constants constants, Kernels kernels) {
        Optional<TensorObject> weights = constants.get(node.in(1))
                .filter(each -> each.sizes().length == 2 && Kernels.takes(node, constants));
        Optional<PackedProduct> product = weights.flatMap(
                each -> kernels.pack(node, (byte[]) each.array(), (int) each.sizes()[0], (int) each.sizes()[1]));
        if (product.isPresent()) {
            return new PlainStep(node, product.get().kernel(), slots, new PackedMatmulWork(node, product.get()));
        }
        Optional<int[]> constant = weights.map(each -> Centered.of((byte[]) each.array(), true, 0));
        return new PlainStep(node, "loops", slots, new MatmulWork(node, constant));
    }

    @Override public Tensors run(TensorObject[] operands) {
        TensorObject a = operands[0];
        TensorObject b = operands[1];
        boolean fits = a.element().bits() == 8 && b.element().bits() == 8 && b.sizes().length == 2 && a.sizes().length >= 2
                && a.sizes()[a.sizes().length - 1] == b.sizes()[0] && (operands.length < 3 || operands[2].length() == 1)
                && (operands.length < 4 || operands[3].length() == 1 || operands[3].length() == b.sizes()[1]);
        if (!fits) return new ByReference(node).run(operands);
        int depth = (int) b.sizes()[0];
        int columns = (int) b.sizes()[1];
        int[] right = constant.orElseGet(() -> centered(b, operands));
        int zero = operands.length < 3 ? 0 : (int) operands[2].tensor().getLong(0);
        int[] left = Centered.of((byte[]) a.array(), a.element().isSigned(), zero);
        long[] sizes = a.sizes().clone();
        sizes[sizes.length - 1] = columns;
        int[] sums = new int[Math.toIntExact(Tensor.count(sizes))];
        int rows = depth == 0 ? 0 : a.length() / depth;
        IntegerProduct.add(sums, rows, columns, depth, left, right);
        return new Tensors(TensorObject.of(Element.I32, sizes, sums));
    }

    private static int[] centered(TensorObject b, TensorObject[] operands) {
        byte[] codes = (byte[]) b.array();
        boolean signed = b.element().isSigned();
        if (operands.length < 4) return Centered.of(codes, signed, 0);
        long[] zeros = operands[3].tensor().toLongs();
        int[] perColumn = new int[zeros.length];
        for (int i = 0; i < zeros.length; i++) perColumn[i] = (int) zeros[i];
        return Centered.of(codes, signed, perColumn);
    }
}
