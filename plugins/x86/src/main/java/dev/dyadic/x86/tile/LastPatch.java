// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.ScalarOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Condition;
import dev.dyadic.x86.code.Gpr;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Memory;

/** Where patches do not divide a line, the last of it stands further to the left, over pixels of the one before. */
final class LastPatch {

    private LastPatch() {}

    /** Takes the argument {@code segmentStep} off a register if but one patch is left. */
    static void stepBack(Assembly code, Memory left, Gpr from) {
        Label others = code.label();
        code.put(CMP_CONSTANT, left, new Immediate(1));
        code.jump(Condition.NOT_ZERO, others);
        code.put(SUB, from, Frame.argument(TileArguments.SEGMENT_STEP));
        code.place(others);
    }
}
