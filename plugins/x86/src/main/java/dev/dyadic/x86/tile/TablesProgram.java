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
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Program;
import java.util.function.IntUnaryOperator;

/**
 * Makes the tables of rows that {@link TableProducts} reads: of each quad the sums of all subsets, bit j of the index saying whether code
 * j is in it. Its arguments are those of {@link dev.dyadic.x86.machine.RowsCall}, the depth being whole steps.
 *
 * @param unsigned whether codes are u8; they are lowered by 128
 */
public record TablesProgram(Planes planes, boolean unsigned) {

    private static final int WORDS = 16;
    private static final int LOWER_HALF = 0x001F001F;
    private static final int SIGNS = 0x80808080;
    private static final int LAST_WORD = 0x0F0E0F0E;
    private static final int QUARTERS_IN_ORDER = 0xD8;

    private static final Vec SUMS = register(0);
    private static final Vec OTHER = register(1);
    private static final Vec ALL = register(2);
    private static final Vec FIRST_TWO = register(8);
    private static final Vec LAST_TWO = register(9);
    private static final Vec RAISED = register(10);
    private static final Vec LOWER = register(11);
    private static final Vec SIGN_BITS = register(12);
    private static final Vec LAST = register(13);
    private static final Vec START = register(14);

    public Program program() {
        var code = new Assembly();
        Frame.enter(code);
        constant(code, FIRST_TWO, i -> subset(2 * i) | subset(2 * i + 1) << Short.SIZE);
        constant(code, LAST_TWO, i -> subset(2 * i >> 2) | subset(2 * i + 1 >> 2) << Short.SIZE);
        constant(code, RAISED, _ -> TableProducts.RAISED_BY << Short.SIZE | TableProducts.RAISED_BY);
        constant(code, LOWER, _ -> LOWER_HALF);
        constant(code, SIGN_BITS, _ -> SIGNS);
        constant(code, LAST, _ -> LAST_WORD);
        constant(code, START, _ -> planes.start() & 0xFFFF | planes.start() << Short.SIZE);
        Label row = code.here();
        code.put(MOV, R11, RDI);
        code.put(MOV, R12, RSI);
        code.put(MOV, R13, R9);
        Label step = code.here();
        for (int group = 0; group < 2; group++) group(code, group);
        code.put(ADD_CONSTANT, R11, new Immediate(planes.step()));
        code.put(ADD_CONSTANT, R12, new Immediate(TableProducts.rowBytes(planes)));
        code.put(SUB_CONSTANT, R13, new Immediate(planes.step()));
        code.jump(Condition.NOT_ZERO, step);
        code.put(ADD, RDI, RDX);
        code.put(ADD, RSI, RCX);
        code.countDown(R8, row);
        Frame.leave(code);
        return new Program(toString(), code.instructions());
    }

    /** A byte for each of two codes, 1 where the lowest two bits of the index have it. */
    private static int subset(int index) {
        return index & 1 | (index & 2) << Byte.SIZE - 1;
    }

    private static void constant(Assembly code, Vec to, IntUnaryOperator values) {
        for (int i = 0; i < WORDS / 2; i++) {
            code.put(MOV_CONSTANT, RAX, new Immediate(values.applyAsInt(i)));
            code.put(MOV_STORE_32, Frame.variable(0).plus(i * Integer.BYTES), RAX);
        }
        code.put(VMOVDQU, to, Frame.variable(0));
    }

    private void group(Assembly code, int group) {
        for (int quad = 0; quad < planes.quads(); quad++) {
            quad(code, group * planes.quads() + quad);
            if (planes.clear() == 0) continue;
            if (quad == 0) code.put(VMOVDQU, ALL, SUMS);
            else code.put(VPADDW, ALL, ALL, SUMS);
        }
        Vec start = planes.clear() == 0 ? START : SUMS;
        if (planes.clear() != 0) {
            Vec last = ALL.as(Width.XMM);
            code.put(VEXTRACTI128, last, ALL, new Immediate(1));
            code.put(VPSHUFB, last, last, LAST.as(Width.XMM));
            code.put(VPSUBW, start.as(Width.XMM), START.as(Width.XMM), last);
        }
        int at = 2 * planes.quads() * TableProducts.QUAD_BYTES + group * TableProducts.START_BYTES;
        code.put(VMOVDQU_STORE, Memory.at(R12, at), start.as(Width.XMM));
    }

    /** Leaves the raised sums of the subsets of a quad in the first register, and stores their halves. */
    private void quad(Assembly code, int number) {
        Memory codes = Memory.at(R11, number * Planes.QUAD);
        code.put(VPBROADCASTW, SUMS, codes);
        code.put(VPBROADCASTW, OTHER, codes.plus(2));
        if (unsigned) {
            code.put(VPXOR, SUMS, SUMS, SIGN_BITS);
            code.put(VPXOR, OTHER, OTHER, SIGN_BITS);
        }
        code.put(VPMADDUBSW, SUMS, FIRST_TWO, SUMS);
        code.put(VPMADDUBSW, OTHER, LAST_TWO, OTHER);
        code.put(VPADDW, OTHER, OTHER, RAISED);
        code.put(VPADDW, SUMS, SUMS, OTHER);
        Vec lower = register(3);
        Vec upper = register(4);
        code.put(VPAND, lower, SUMS, LOWER);
        code.put(VPSRLW, upper, SUMS, new Immediate(TableProducts.HALF_BITS));
        code.put(VPACKUSWB, lower, lower, upper);
        code.put(VPERMQ, lower, lower, new Immediate(QUARTERS_IN_ORDER));
        code.put(VMOVDQU_STORE, Memory.at(R12, number * TableProducts.QUAD_BYTES), lower);
    }

    private static Vec register(int number) { return new Vec(Width.YMM, number); }
}
