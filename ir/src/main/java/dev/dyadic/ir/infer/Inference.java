// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Movement;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.type.Type;
import java.util.Collections;
import java.util.List;

/** The type rule of every op. */
public final class Inference {

    private Inference() {}

    /**
     * What is known of the results of an op.
     *
     * @param op the op
     * @param ins what is known of its operands
     * @param outs the names of its results; a size that depends on data is named after them
     * @throws dev.dyadic.ir.DyadicException if the op cannot take such operands; it names the node by its first result
     */
    public static List<Fact> infer(Op op, List<Fact> ins, List<String> outs) {
        Site at = new Site(op, ins, outs);
        return switch (op) {
            case Elementwise elementwise -> ElementwiseTypes.infer(elementwise, at);
            case Movement movement -> MovementTypes.infer(movement, at);
            default -> Collections.nCopies(outs.size(), Fact.of(Type.UNKNOWN));
        };
    }
}
