// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;
import static dev.dyadic.x86.code.VectorOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Condition;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;

/**
 * Products of neighbouring channels, each with weights of its own: a step multiplies a tap of each row. Codes are widened to 32 bits when
 * they are read, and weights have 16 bits and zeros above, so that the two products of 16 bits that are added are the one wanted, and 0.
 *
 * @param signed whether the codes are i8; u8 otherwise
 */
public record ChannelProducts(Shape shape, boolean signed) implements Products {

    @Override public int unrolled() { return 1; }

    @Override public void sums(Assembly code) {
        Products.start(code, shape, false);
        Products.segments(code, shape, () -> {
            code.put(MOV, R12, Frame.argument(TileArguments.LOOPS));
            Label loop = code.here();
            step(code);
            RowPointers.advance(code, shape.rows(), Frame.argument(TileArguments.STEP));
            code.put(ADD_CONSTANT, RBP, new Immediate(shape.columns() * Arithmetic.LANES.weightBytes()));
            code.put(SUB_CONSTANT, R12, new Immediate(1));
            code.jump(Condition.NOT_ZERO, loop);
        });
    }

    private void step(Assembly code) {
        for (int v = 0; v < shape.vectors(); v++) {
            Arithmetic.LANES.load(code, shape.weights(v), Memory.at(RBP, v * shape.width().bytes()));
        }
        for (int row = 0; row < shape.rows(); row++) {
            for (int v = 0; v < shape.vectors(); v++) {
                Vec codes = shape.codes();
                code.put(signed ? VPMOVSXBD : VPMOVZXBD, codes, RowPointers.at(row).plus(v * shape.width().lanes()));
                Arithmetic.LANES.add(code, shape.sum(row, v), codes, shape.weights(v), shape.free());
            }
        }
    }
}
