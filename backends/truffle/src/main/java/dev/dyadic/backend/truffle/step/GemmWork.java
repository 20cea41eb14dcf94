// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.kernel.PackedWeights;

/** Products of codes with constant weights by a kernel of the registry. The zero point of the codes becomes what sums start with. */
record GemmWork(Node node, PackedWeights packed, int[] columnSums) implements PlainStep.Work {

    GemmWork(Node node, PackedWeights packed, TensorObject weights) {
        this(node, packed, sums((byte[]) weights.array(), packed.columns()));
    }

    private static int[] sums(byte[] weights, int columns) {
        int[] sums = new int[columns];
        for (int i = 0; i < weights.length; i++) sums[i % columns] += weights[i];
        return sums;
    }

    @Override public TensorObject[] run(TensorObject[] operands) {
        TensorObject a = operands[0];
        int rank = a.sizes().length;
        boolean fits = rank >= 1 && a.sizes()[rank - 1] == packed.depth() && (operands.length < 3 || operands[2].length() == 1);
        if (!fits) return new ByReference(node).run(operands);
        int zero = operands.length < 3 ? 0 : (int) operands[2].tensor().getLong(0);
        int[] start = new int[packed.columns()];
        for (int c = 0; c < start.length; c++) start[c] = -zero * columnSums[c];
        long[] sizes = a.sizes().clone();
        sizes[rank - 1] = packed.columns();
        int[] out = new int[Math.toIntExact(Tensor.count(sizes))];
        int rows = packed.columns() == 0 ? 0 : out.length / packed.columns();
        packed.sums(
                (byte[]) a.array(), 0, packed.depth(), rows, 0, packed.columns(), start, out, 0, packed.columns());
        return new TensorObject[] {TensorObject.of(Element.I32, sizes, out)};
    }
}
