// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.backend.simd.kernel.Kernels;
import dev.dyadic.ir.type.Element;
import java.util.Optional;
import java.util.function.Function;

/**
 * Weights of 8 bits, or of few bits in groups.
 *
 * @param data the element of the codes they are multiplied with, i8 or u8
 * @param kernel what the node asks for by name
 */
public record CodePanels(CodeMatrix matrix, Element data, Optional<String> kernel) implements Packing {

    @Override public String type() { return "CodeWeights"; }

    @Override public Object pack(Kernels kernels) {
        if (matrix.groups().isEmpty()) return kernels.pack(matrix.values(), matrix.depth(), matrix.columns(), data, kernel);
        CodeMatrix.Groups few = matrix.groups().get();
        return kernels.pack(few.codes(), few.multiples(), few.size(), matrix.depth(), matrix.columns(), data, kernel);
    }

    @Override public String code(Function<Object, String> stored) {
        String rest = matrix.depth() + ", " + matrix.columns() + ", " + !data.isSigned() + ")";
        if (matrix.groups().isEmpty()) return "CodeGemm.pack(" + stored.apply(matrix.values()) + ", " + rest;
        CodeMatrix.Groups few = matrix.groups().get();
        String codes = stored.apply(few.codes());
        return "GroupGemm.pack(" + codes + ", " + stored.apply(few.multiples()) + ", " + few.size() + ", " + rest;
    }
}
