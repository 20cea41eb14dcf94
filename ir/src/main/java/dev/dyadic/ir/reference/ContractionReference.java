// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.op.Contraction;
import dev.dyadic.ir.op.Contraction.*;
import dev.dyadic.ir.tensor.Tensor;
import java.util.List;

/** Sums of products. */
final class ContractionReference {

    private ContractionReference() {}

    static List<Tensor> run(Contraction op, List<Tensor> ins, int outs) {
        return List.of(
                switch (op) {
                    case Matmul _ -> Matrices.multiply(ins.get(0), ins.get(1));
                    case MatmulInteger _ -> Matrices.multiplyIntegers(ins);
                    case Conv conv -> Convolution.conv(conv, ins);
                    case ConvInteger conv -> Convolution.integers(conv, ins);
                    case ConvTranspose conv -> TransposedConvolution.run(conv, ins);
                    case DeformConv conv -> DeformableConvolution.run(conv, ins);
                    case Einsum(String equation) -> EinsteinSum.of(equation, ins);
                    case Det _ -> Matrices.determinants(ins.getFirst());
                });
    }
}
