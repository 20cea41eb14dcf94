// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Gpr;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Memory;
import java.util.List;

/** The start and end of a function by the System V convention, and where its arguments and variables are. */
final class Frame {

    private static final List<Gpr> SAVED = List.of(RBX, RBP, R12, R13, R14, R15);
    private static final int IN_REGISTERS = 6;
    private static final int WORD = 8;
    private static final int VARIABLES = 11;

    private Frame() {}

    static void enter(Assembly code) {
        SAVED.forEach(each -> code.put(PUSH, each));
        code.put(SUB_CONSTANT, RSP, new Immediate(VARIABLES * WORD));
    }

    static void leave(Assembly code) {
        code.put(VZEROUPPER);
        code.put(ADD_CONSTANT, RSP, new Immediate(VARIABLES * WORD));
        SAVED.reversed().forEach(each -> code.put(POP, each));
        code.put(RET);
    }

    /** An argument that came on the stack: the seventh is number 6. It may be written. */
    static Memory argument(int number) {
        int returnAddress = 1;
        return Memory.at(RSP, (VARIABLES + SAVED.size() + returnAddress + number - IN_REGISTERS) * WORD);
    }

    static Memory variable(int number) {
        return Memory.at(RSP, number * WORD);
    }
}
