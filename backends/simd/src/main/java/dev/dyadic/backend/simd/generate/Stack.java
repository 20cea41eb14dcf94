// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Matrices stacked along leading axes that broadcast: where each operand's matrix of a number begins. */
record Stack(LoopNest nest, List<Located> operands) {

    /** Empty where it shows only at run time who broadcasts. */
    static Optional<Stack> of(Shape batch, List<Located> operands) {
        return LoopNest.of(batch, Layout.rowMajor(batch.rank()), operands.stream().map(Stack::leading).toList())
                .map(nest -> new Stack(nest, operands));
    }

    /** The leading axes of a stack of matrices, as if each matrix were one element; a vector is one matrix. */
    private static LoopNest.Operand leading(Located at) {
        return LoopNest.Operand.leading(at, Math.max(0, at.rank() - 2));
    }

    /** Writes what finds the matrices of a number, a Java name, and gives the expressions of where they begin. */
    List<String> offsets(String number, Text text, Sizes sizes) {
        List<String> offsets = new ArrayList<>(operands.stream().map(Located::at).toList());
        String rest = number;
        for (int d = nest.sizes().size() - 1; d >= 0; d--) {
            String size = sizes.of(nest.sizes().get(d));
            text.line("final int i" + d + " = " + (d == 0 ? rest : rest + " % " + size) + ";");
            if (d > 0) text.line("final int r" + d + " = " + rest + " / " + size + ";");
            rest = "r" + d;
            for (int j = 0; j < offsets.size(); j++) {
                Dim stride = nest.strides().get(j).get(d);
                if (!stride.is(0)) offsets.set(j, offsets.get(j) + " + i" + d + " * " + sizes.of(stride));
            }
        }
        return offsets;
    }
}
