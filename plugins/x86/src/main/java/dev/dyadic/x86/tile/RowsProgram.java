// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;
import static dev.dyadic.x86.code.VectorOp.VPBROADCASTD;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Condition;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Program;

/**
 * Converts rows, and fills them up with zeros to whole steps. Nothing outside the rows is read: the last sixteen codes of a row are
 * converted where they end, some of them a second time. Its arguments are those of {@link dev.dyadic.x86.machine.RowsCall}.
 */
public record RowsProgram(Conversion conversion) {

    private static final int PAD_AT = 6;
    private static final int UNROLLED = 4;
    private static final int SIGNS = 0x80808080;
    private static final Vec SIGN_BITS = new Vec(Width.XMM, 1);

    public Program program() {
        var code = new Assembly();
        Frame.enter(code);
        code.put(MOV, R10, Frame.argument(PAD_AT));
        signs(code);
        Label row = code.here();
        code.put(XOR, RAX, RAX);
        code.put(MOV_STORE_32, Memory.at(RSI, R10, 1, 0), RAX);
        code.put(MOV, R11, RDI);
        code.put(MOV, R12, RSI);
        code.put(MOV, R13, R9);
        Label few = code.label();
        Label end = code.label();
        code.put(CMP_CONSTANT, R13, new Immediate(Conversion.AT_ONCE));
        code.jump(Condition.BELOW, few);
        many(code, end);
        code.place(few);
        one(code);
        code.place(end);
        code.put(ADD, RDI, RDX);
        code.put(ADD, RSI, RCX);
        code.countDown(R8, row);
        Frame.leave(code);
        return new Program(toString(), code.instructions());
    }

    private void signs(Assembly code) {
        code.put(MOV_CONSTANT, RAX, new Immediate(SIGNS));
        code.put(MOV_STORE_32, Frame.variable(0), RAX);
        code.put(VPBROADCASTD, SIGN_BITS, Frame.variable(0));
    }

    /** Four times sixteen at a time, then sixteen; then the sixteen that end the row, if any are left. */
    private void many(Assembly code, Label end) {
        Label one = code.label();
        Label last = code.label();
        code.put(CMP_CONSTANT, R13, new Immediate(UNROLLED * Conversion.AT_ONCE));
        code.jump(Condition.BELOW, one);
        sixteens(code, UNROLLED, end);
        code.put(CMP_CONSTANT, R13, new Immediate(Conversion.AT_ONCE));
        code.jump(Condition.BELOW, last);
        code.place(one);
        sixteens(code, 1, end);
        code.place(last);
        code.put(ADD, R11, R13);
        code.put(LEA, R12, Memory.at(R12, R13, conversion.bytes(), 0));
        conversion.many(code, Memory.at(R11, -Conversion.AT_ONCE), Memory.at(R12, -Conversion.AT_ONCE * conversion.bytes()),
                SIGN_BITS);
        // The result is zero, so the jump is always taken.
        code.put(XOR, R13, R13);
        code.jump(Condition.ZERO, end);
    }

    /** So many times sixteen as long as there are as many; goes to the end when the row ends with them. */
    private void sixteens(Assembly code, int times, Label end) {
        Label loop = code.here();
        for (int i = 0; i < times; i++) {
            int at = i * Conversion.AT_ONCE;
            conversion.many(code, Memory.at(R11, at), Memory.at(R12, at * conversion.bytes()), SIGN_BITS);
        }
        code.put(ADD_CONSTANT, R11, new Immediate(times * Conversion.AT_ONCE));
        code.put(ADD_CONSTANT, R12, new Immediate(times * Conversion.AT_ONCE * conversion.bytes()));
        code.put(SUB_CONSTANT, R13, new Immediate(times * Conversion.AT_ONCE));
        code.jump(Condition.ZERO, end);
        code.put(CMP_CONSTANT, R13, new Immediate(times * Conversion.AT_ONCE));
        code.jump(Condition.NOT_BELOW, loop);
    }

    private void one(Assembly code) {
        Label loop = code.here();
        conversion.one(code, Memory.at(R11, 0), Memory.at(R12, 0), RAX);
        code.put(ADD_CONSTANT, R11, new Immediate(1));
        code.put(ADD_CONSTANT, R12, new Immediate(conversion.bytes()));
        code.countDown(R13, loop);
    }
}
