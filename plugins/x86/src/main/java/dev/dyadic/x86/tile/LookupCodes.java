// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;
import static dev.dyadic.x86.code.VectorOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Program;

/**
 * Looks codes up in a table of 256, by shuffles that look up in sixteen: each code takes part in as many as its upper half says, and what
 * they give is added without carry. For that, the table holds the differences of neighbouring sixteens, those of the first and of the
 * second 128 codes by themselves; a shuffle gives 0 for codes that are negative by then. Its arguments are those of
 * {@link dev.dyadic.x86.machine.TileCall}: {@code a} are the codes, {@code weights} is the table, {@code loops} counts codes by
 * {@link #atOnce}.
 *
 * @param vectors how many registers of codes share what is read of the table, at most 4
 */
public record LookupCodes(int vectors) {

    /** The codes of a table. */
    public static final int CODES = 256;

    /** The codes that a shuffle looks up. */
    public static final int SIXTEEN = 16;

    private static final int HALVES = 2;
    private static final int PER_HALF = CODES / HALVES / SIXTEEN;
    private static final int SIXTEENS = 0x10101010;
    private static final int SIGNS = 0x80808080;
    private static final Vec FOUND = vector(12);
    private static final Vec PART = vector(13);
    private static final Vec STEP = vector(14);
    private static final Vec SIGN = vector(15);

    /** So many codes are a step. */
    public int atOnce() {
        return vectors * Width.YMM.bytes();
    }

    public Program program() {
        var code = new Assembly();
        Frame.enter(code);
        constant(code, STEP, SIXTEENS);
        constant(code, SIGN, SIGNS);
        code.put(MOV, RAX, Frame.argument(TileArguments.LOOPS));
        Label again = code.here();
        for (int v = 0; v < vectors; v++) {
            code.put(VMOVDQU, given(v), Memory.at(RDI, v * Width.YMM.bytes()));
            code.put(VPXOR, result(v), result(v), result(v));
        }
        for (int half = 0; half < HALVES; half++) half(code, half);
        for (int v = 0; v < vectors; v++) code.put(VMOVDQU_STORE, Memory.at(RDX, v * Width.YMM.bytes()), result(v));
        code.put(ADD_CONSTANT, RDI, new Immediate(atOnce()));
        code.put(ADD_CONSTANT, RDX, new Immediate(atOnce()));
        code.countDown(RAX, again);
        Frame.leave(code);
        return new Program(toString(), code.instructions());
    }

    private void half(Assembly code, int half) {
        for (int v = 0; v < vectors; v++) {
            if (half == 0) code.put(VMOVDQU, left(v), given(v));
            else code.put(VPXOR, left(v), given(v), SIGN);
        }
        for (int part = 0; part < PER_HALF; part++) {
            code.put(VBROADCASTI128, PART, Memory.at(RSI, (half * PER_HALF + part) * SIXTEEN));
            for (int v = 0; v < vectors; v++) {
                if (part > 0) code.put(VPSUBSB, left(v), left(v), STEP);
                code.put(VPSHUFB, FOUND, PART, left(v));
                code.put(VPXOR, result(v), result(v), FOUND);
            }
        }
    }

    private static void constant(Assembly code, Vec to, int value) {
        code.put(MOV_CONSTANT, RAX, new Immediate(value));
        code.put(MOV_STORE_32, Frame.variable(0), RAX);
        code.put(VPBROADCASTD, to, Frame.variable(0));
    }

    private static Vec given(int v) {
        return vector(v);
    }

    private static Vec left(int v) {
        return vector(4 + v);
    }

    private static Vec result(int v) {
        return vector(8 + v);
    }

    private static Vec vector(int number) {
        return new Vec(Width.YMM, number);
    }
}
