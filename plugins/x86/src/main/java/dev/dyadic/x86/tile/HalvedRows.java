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

/**
 * Prepares rows for {@link HalvedProducts}, sixteen codes at a time; what is left of a row is copied beside zeros first, so that nothing
 * outside is read. Its arguments are those of {@link dev.dyadic.x86.machine.RowsCall}, but for {@code padAt}.
 *
 * @param signed whether the codes are i8; u8 otherwise
 */
public record HalvedRows(boolean signed) {

    private static final int AT_ONCE = 16;
    private static final int LEFT = 0;
    private static final int ORDER = 2;
    private static final int[] ORDERED = {0x03010200, 0x07050604, 0x0B090A08, 0x0F0D0E0C};
    private static final int SWAPPED_HALVES = 0x4E;
    private static final int SWAPPED_QUARTERS = 0xB1;
    private static final int HALF_LANE = 32;

    private static final Vec WORDS = new Vec(Width.YMM, 0);
    private static final Vec PRODUCTS = new Vec(Width.YMM, 1);
    private static final Vec SUM = new Vec(Width.YMM, 2);
    private static final Vec ORDERING = new Vec(Width.XMM, 3);
    private static final Vec ZERO = new Vec(Width.XMM, 4);

    /** The bytes of a prepared row. */
    public static long bytes(int depth) {
        return HalvedProducts.HEAD_BYTES + (depth + AT_ONCE - 1L) / AT_ONCE * AT_ONCE * Short.BYTES;
    }

    public Program program() {
        var code = new Assembly();
        Frame.enter(code);
        for (int i = 0; i < ORDERED.length; i++) {
            code.put(MOV_CONSTANT, RAX, new Immediate(ORDERED[i]));
            code.put(MOV_STORE_32, Frame.variable(ORDER).plus(i * Integer.BYTES), RAX);
        }
        code.put(VMOVDQU, ORDERING, Frame.variable(ORDER));
        code.put(VPXOR, ZERO, ZERO, ZERO);
        Label row = code.here();
        row(code);
        code.put(ADD, RDI, RDX);
        code.put(ADD, RSI, RCX);
        code.countDown(R8, row);
        Frame.leave(code);
        return new Program(toString(), code.instructions());
    }

    private void row(Assembly code) {
        code.put(MOV, R11, RDI);
        code.put(LEA, R12, Memory.at(RSI, HalvedProducts.HEAD_BYTES));
        code.put(MOV, R13, R9);
        code.put(VPXOR, SUM, SUM, SUM);
        Label few = code.label();
        Label end = code.label();
        code.put(CMP_CONSTANT, R13, new Immediate(AT_ONCE));
        code.jump(Condition.BELOW, few);
        Label loop = code.here();
        sixteen(code, Memory.at(R11, 0));
        code.put(ADD_CONSTANT, R11, new Immediate(AT_ONCE));
        code.put(ADD_CONSTANT, R12, new Immediate(AT_ONCE * Short.BYTES));
        code.put(SUB_CONSTANT, R13, new Immediate(AT_ONCE));
        code.put(CMP_CONSTANT, R13, new Immediate(AT_ONCE));
        code.jump(Condition.NOT_BELOW, loop);
        code.place(few);
        code.put(TEST, R13, R13);
        code.jump(Condition.ZERO, end);
        code.put(VMOVDQU_STORE, Frame.variable(LEFT), ZERO);
        code.put(LEA, R14, Frame.variable(LEFT));
        Label copy = code.here();
        code.put(MOVZX_8, RAX, Memory.at(R11, 0));
        code.put(MOV_STORE_8, Memory.at(R14, 0), RAX);
        code.put(ADD_CONSTANT, R11, new Immediate(1));
        code.put(ADD_CONSTANT, R14, new Immediate(1));
        code.countDown(R13, copy);
        sixteen(code, Frame.variable(LEFT));
        code.place(end);
        head(code);
    }

    /** Codes 0, 2, 1, 3 of each four; the products of neighbours are those of each pair of lanes of 32 bits. */
    private void sixteen(Assembly code, Memory codes) {
        code.put(VMOVDQU, WORDS.as(Width.XMM), codes);
        code.put(VPSHUFB, WORDS.as(Width.XMM), WORDS.as(Width.XMM), ORDERING);
        code.put(signed ? VPMOVSXBW : VPMOVZXBW, WORDS, WORDS.as(Width.XMM));
        code.put(VMOVDQU_STORE, Memory.at(R12, 0), WORDS);
        code.put(VPSRLQ, PRODUCTS, WORDS, new Immediate(HALF_LANE));
        code.put(VPMADDWD, PRODUCTS, PRODUCTS, WORDS);
        code.put(VPADDD, SUM, SUM, PRODUCTS);
    }

    /** Sums of every second lane become the head of a row. */
    private static void head(Assembly code) {
        code.put(VPERMQ, PRODUCTS, SUM, new Immediate(SWAPPED_HALVES));
        code.put(VPADDD, SUM, SUM, PRODUCTS);
        code.put(VPERMQ, PRODUCTS, SUM, new Immediate(SWAPPED_QUARTERS));
        code.put(VPADDD, SUM, SUM, PRODUCTS);
        code.put(VMOVDQU_STORE, Memory.at(RSI, 0), SUM.as(Width.XMM));
    }
}
