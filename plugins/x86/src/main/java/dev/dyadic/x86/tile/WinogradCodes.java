// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;
import static dev.dyadic.x86.code.VectorOp.*;
import static dev.dyadic.x86.tile.TileArguments.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Gpr;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;
import dev.dyadic.x86.code.VectorOp;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Program;

/**
 * Transforms the patches of 6 x 6 pixels that patches of 4 x 4 pixels look at, four pixels apart, as {@link WinogradSums} wants them
 * multiplied: first the columns, then the rows, each by
 * {@code (4 0 -5 0 1 0, 0 -4 -4 1 1 0, 0 4 -4 -1 1 0, 0 -2 -1 2 1 0, 0 2 -1 -2 1 0, 0 4 0 -5 0 1)}, in 16 bits: at most 68 * 255. The last
 * patch of a line may stand further to the left. Its arguments are those of {@link dev.dyadic.x86.machine.TileCall}: {@code loops} counts
 * channels by 16, {@code step} is a pixel, {@code aStride} a line of pixels, {@code outStride} a transformed patch, {@code blocks} are the
 * patches of a line, {@code lines} the lines of patches, {@code segmentStep} is how far back the last patch stands.
 *
 * @param signed whether the codes are i8; u8 otherwise
 */
public record WinogradCodes(boolean signed) {

    private static final int AT_ONCE = 16;
    private static final int SIDE = WinogradSums.SIDE;
    private static final int LINE_ROW = 0;
    private static final int PATCHES_LEFT = 1;

    public Program program() {
        var code = new Assembly();
        Frame.enter(code);
        code.put(MOV, R9, Frame.argument(STEP));
        code.put(MOV, R10, Frame.argument(A_STRIDE));
        code.put(LEA, R11, Memory.at(R9, R9, 1, 0));
        code.put(LEA, RCX, Memory.at(R11, R11, 2, 0));
        code.put(ADD, RCX, RCX);
        Label line = code.here();
        code.put(MOV_STORE, Frame.variable(LINE_ROW), RDI);
        code.put(MOV, RAX, Frame.argument(BLOCKS));
        code.put(MOV_STORE, Frame.variable(PATCHES_LEFT), RAX);
        Label patch = code.here();
        LastPatch.stepBack(code, Frame.variable(PATCHES_LEFT), RDI);
        patch(code);
        code.put(LEA, RDI, Memory.at(RDI, R9, WinogradSums.PIXELS, 0));
        code.put(ADD, RDX, Frame.argument(OUT_STRIDE));
        code.countDown(Frame.variable(PATCHES_LEFT), patch);
        code.put(MOV, RDI, Frame.variable(LINE_ROW));
        code.put(ADD, RDI, Frame.argument(A_LINE));
        code.countDown(Frame.argument(LINES), line);
        Frame.leave(code);
        return new Program(toString(), code.instructions());
    }

    private void patch(Assembly code) {
        code.put(MOV, RSI, RDI);
        code.put(MOV, R13, RDX);
        code.put(MOV, RBP, Frame.argument(LOOPS));
        Label channels = code.here();
        code.put(MOV, R14, RSI);
        pass(code, signed ? VPMOVSXBW : VPMOVZXBW, R14, R10, R9, RCX, R11);
        pass(code, VMOVDQU, R15, R11, RCX, R11, RCX);
        code.put(ADD_CONSTANT, RSI, new Immediate(AT_ONCE));
        code.put(ADD_CONSTANT, R13, new Immediate(AT_ONCE * Short.BYTES));
        code.countDown(RBP, channels);
    }

    /**
     * Transforms six times six numbers. Those of the transformed patch are at r15, from r13 on; read and made numbers are {@code stride} and
     * {@code madeStride} apart, sixes {@code step} and {@code madeStep}.
     */
    private static void pass(Assembly code, VectorOp load, Gpr from, Gpr stride, Gpr step, Gpr madeStride,
            Gpr madeStep) {
        code.put(MOV, R15, R13);
        code.put(MOV_CONSTANT, R12, new Immediate(SIDE));
        Label again = code.here();
        code.put(LEA, RBX, Memory.at(from, stride, 2, 0));
        code.put(ADD, RBX, stride);
        for (int i = 0; i < SIDE; i++) code.put(load, number(i), sixth(from, stride, i));
        transform(code);
        code.put(LEA, RBX, Memory.at(R15, madeStride, 2, 0));
        code.put(ADD, RBX, madeStride);
        for (int i = 0; i < SIDE; i++) code.put(VMOVDQU_STORE, sixth(R15, madeStride, i), made(i));
        if (from != R15) code.put(ADD, from, step);
        code.put(ADD, R15, madeStep);
        code.countDown(R12, again);
    }

    /** The sixth numbers are reached from two registers: {@code base}, and rbx three strides further. */
    private static Memory sixth(Gpr base, Gpr stride, int i) {
        Gpr from = i < SIDE / 2 ? base : RBX;
        int strides = i % (SIDE / 2);
        return strides == 0 ? Memory.at(from, 0) : Memory.at(from, stride, strides, 0);
    }

    private static void transform(Assembly code) {
        Vec inner = free(0);
        Vec odd = free(1);
        code.put(VPSUBW, inner, number(4), number(2));
        code.put(VPSUBW, odd, number(3), number(1));
        code.put(VPSUBW, made(0), number(0), number(2));
        times4(code, made(0));
        code.put(VPADDW, made(0), made(0), inner);
        code.put(VPSUBW, made(5), number(5), number(3));
        code.put(VPSLLW, free(2), odd, new Immediate(2));
        code.put(VPSUBW, made(5), made(5), free(2));
        code.put(VPADDW, odd, odd, odd);
        code.put(VPADDW, made(3), inner, odd);
        code.put(VPSUBW, made(4), inner, odd);
        times4(code, number(2));
        times4(code, number(1));
        code.put(VPSUBW, number(4), number(4), number(2));
        code.put(VPSUBW, number(3), number(3), number(1));
        code.put(VPADDW, made(1), number(4), number(3));
        code.put(VPSUBW, made(2), number(4), number(3));
    }

    private static void times4(Assembly code, Vec it) {
        code.put(VPSLLW, it, it, new Immediate(2));
    }

    private static Vec number(int i) {
        return new Vec(Width.YMM, i);
    }

    private static Vec made(int i) {
        return new Vec(Width.YMM, SIDE + i);
    }

    private static Vec free(int i) {
        return new Vec(Width.YMM, 2 * SIDE + i);
    }
}
