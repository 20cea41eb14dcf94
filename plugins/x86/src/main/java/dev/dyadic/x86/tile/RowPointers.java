// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Gpr;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Operand;
import java.util.List;

/** Where the prepared rows of a block are read: three rows from each register, at no, one and two strides (r10). */
final class RowPointers {

    private static final List<Gpr> REGISTERS = List.of(RAX, RBX, R14, R15);
    private static final int ROWS_PER_REGISTER = 3;

    private RowPointers() {}

    /** Lets them point at the rows from rdi on. */
    static void set(Assembly code, int rows) {
        code.put(MOV, RAX, RDI);
        for (int i = 1; i < registers(rows); i++) {
            code.put(LEA, REGISTERS.get(i), Memory.at(REGISTERS.get(i - 1), R10, 2, 0));
            code.put(ADD, REGISTERS.get(i), R10);
        }
    }

    static void advance(Assembly code, int rows, int bytes) {
        for (int i = 0; i < registers(rows); i++) code.put(ADD_CONSTANT, REGISTERS.get(i), new Immediate(bytes));
    }

    static void advance(Assembly code, int rows, Operand by) {
        for (int i = 0; i < registers(rows); i++) code.put(ADD, REGISTERS.get(i), by);
    }

    static Memory at(int row) {
        Gpr base = REGISTERS.get(row / ROWS_PER_REGISTER);
        int strides = row % ROWS_PER_REGISTER;
        return strides == 0 ? Memory.at(base, 0) : Memory.at(base, R10, strides, 0);
    }

    private static int registers(int rows) {
        return Math.ceilDiv(rows, ROWS_PER_REGISTER);
    }
}
