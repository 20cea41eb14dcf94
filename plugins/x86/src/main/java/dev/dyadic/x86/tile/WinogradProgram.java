// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;
import static dev.dyadic.x86.code.VectorOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Condition;
import dev.dyadic.x86.code.Gpr;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Program;
import java.util.List;

/**
 * Transforms the patches of 4 x 4 pixels that pairs of neighbouring pixels of a line look at, two pixels apart, as {@link WinogradSums}
 * wants them multiplied: of the four pixels a, b, c, d of each column, then of each row, a - c, b + c, c - b, b - d, in 16 bits. Its
 * arguments are those of {@link dev.dyadic.x86.machine.RowsCall}: lines are {@code fromStride} bytes apart, transformed patches
 * {@code toStride}; {@code rows} is the number of patches, {@code depth} that of channels by 16, {@code padAt} that of channels.
 *
 * @param signed whether the codes are i8; u8 otherwise
 */
public record WinogradProgram(boolean signed) {

    private static final int CHANNELS = 6;
    private static final int SIDE = 4;
    private static final int AT_ONCE = 16;
    private static final List<Gpr> LINES = List.of(RAX, RBX, R14, R15);

    public Program program() {
        var code = new Assembly();
        Frame.enter(code);
        code.put(MOV, R10, Frame.argument(CHANNELS));
        code.put(LEA, R11, Memory.at(R10, R10, 2, 0));
        Label patch = code.here();
        code.put(MOV, LINES.getFirst(), RDI);
        for (int i = 1; i < SIDE; i++) code.put(LEA, LINES.get(i), Memory.at(LINES.get(i - 1), RDX, 1, 0));
        code.put(MOV, R12, RSI);
        code.put(MOV, RBP, R9);
        Label channels = code.here();
        channels(code);
        LINES.forEach(line -> code.put(ADD_CONSTANT, line, new Immediate(AT_ONCE)));
        code.put(ADD_CONSTANT, R12, new Immediate(AT_ONCE * Short.BYTES));
        code.put(SUB_CONSTANT, RBP, new Immediate(1));
        code.jump(Condition.NOT_ZERO, channels);
        code.put(LEA, RDI, Memory.at(RDI, R10, 2, 0));
        code.put(ADD, RSI, RCX);
        code.put(SUB_CONSTANT, R8, new Immediate(1));
        code.jump(Condition.NOT_ZERO, patch);
        Frame.leave(code);
        return new Program(toString(), code.instructions());
    }

    /** The two lines in the middle stay in registers: each other line meets one of them. */
    private void channels(Assembly code) {
        code.put(MOV, R13, R12);
        for (int i = 0; i < SIDE; i++) {
            load(code, middle(0, i), 1, i);
            load(code, middle(1, i), 2, i);
        }
        for (int i = 0; i < SIDE; i++) {
            load(code, made(i), 0, i);
            code.put(VPSUBW, made(i), made(i), middle(1, i));
        }
        store(code);
        for (int i = 0; i < SIDE; i++) code.put(VPADDW, made(i), middle(0, i), middle(1, i));
        store(code);
        for (int i = 0; i < SIDE; i++) code.put(VPSUBW, made(i), middle(1, i), middle(0, i));
        store(code);
        for (int i = 0; i < SIDE; i++) {
            load(code, made(i), 3, i);
            code.put(VPSUBW, made(i), middle(0, i), made(i));
        }
        store(code);
    }

    private void load(Assembly code, Vec to, int line, int pixel) {
        Gpr base = LINES.get(line);
        code.put(signed ? VPMOVSXBW : VPMOVZXBW, to, switch (pixel) {
            case 0 -> Memory.at(base, 0);
            case 3 -> Memory.at(base, R11, 1, 0);
            default -> Memory.at(base, R10, pixel, 0);
        });
    }

    /** Transforms a row, and stores it: the numbers of the channels stand together. */
    private void store(Assembly code) {
        Vec free = new Vec(Width.YMM, 12);
        code.put(VPSUBW, free, made(0), made(2));
        code.put(VMOVDQU_STORE, Memory.at(R13, 0), free);
        code.put(VPADDW, free, made(1), made(2));
        code.put(VMOVDQU_STORE, Memory.at(R13, R10, Short.BYTES, 0), free);
        code.put(VPSUBW, free, made(2), made(1));
        code.put(VMOVDQU_STORE, Memory.at(R13, R10, 2 * Short.BYTES, 0), free);
        code.put(VPSUBW, free, made(1), made(3));
        code.put(VMOVDQU_STORE, Memory.at(R13, R11, Short.BYTES, 0), free);
        code.put(LEA, R13, Memory.at(R13, R10, SIDE * Short.BYTES, 0));
    }

    private static Vec middle(int line, int pixel) {
        return new Vec(Width.YMM, line * SIDE + pixel);
    }

    private static Vec made(int pixel) {
        return new Vec(Width.YMM, 2 * SIDE + pixel);
    }
}
