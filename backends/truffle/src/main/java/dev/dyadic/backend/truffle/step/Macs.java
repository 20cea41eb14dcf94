// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import dev.dyadic.backend.truffle.tensor.TensorObject;
import dev.dyadic.backend.truffle.tensor.Tensors;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.Op;

/** The multiply-adds of products and convolutions. */
final class Macs {

    private Macs() {}

    /** 0 for other ops. */
    static long of(Op op, TensorObject[] operands, Tensors results) {
        return switch (op) {
            case Matmul _, MatmulInteger _ -> results.get(0).length() * last(operands[0].sizes());
            case Conv _, ConvInteger _ -> results.get(0).length() * (operands[1].length() / Math.max(1, operands[1].sizes()[0]));
            default -> 0;
        };
    }

    private static long last(long[] sizes) {
        return sizes.length == 0 ? 0 : sizes[sizes.length - 1];
    }
}
