// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;
import static dev.dyadic.x86.code.VectorOp.*;
import static dev.dyadic.x86.tile.TileArguments.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;
import dev.dyadic.x86.code.Width;
import dev.dyadic.x86.machine.Program;

/**
 * The sums of patches of 4 x 4 pixels of a convolution of 3 x 3, from the 36 products of each (Winograd, 1980: F(4 x 4, 3 x 3)), and what
 * becomes of them: columns, then rows, are transformed by {@code (1 1 1 1 1 0, 0 1 -1 2 -2 0, 0 1 1 4 4 0, 0 1 -1 8 -8 2)}.
 *
 * <p>Products are row-major, a panel of columns each, made with weights that let the result be {@link #SCALE} times the sums, modulo 2^32.
 * That is 9 times 64: an odd number is divided by exactly, modulo 2^32, by multiplying with its inverse; 64 by a shift, if the sums are
 * within {@link #LIMIT}. Its arguments are those of {@link dev.dyadic.x86.machine.TileCall}: {@code aStride} is a patch of products,
 * {@code outStride} a pixel, {@code blocks} the patches of a line, {@code lines} the lines of patches, {@code outLine} a line of pixels,
 * {@code segmentStep} how far back the last patch stands. Products are overwritten.
 */
public record WinogradSums(Epilogue epilogue) {

    /** The pixels of a side of a patch. */
    public static final int PIXELS = 4;

    /** The products of a side of it. */
    public static final int SIDE = 6;

    /** Of what the products amount to. */
    public static final int SCALE = 9 << 6;

    /** Sums are less than that, negative ones not less than its negative. */
    public static final int LIMIT = 1 << 25;

    /** The pixels of a line of a patch, and a panel of columns. */
    public static final Shape SHAPE = new Shape(Width.YMM, PIXELS, 2);

    private static final int INVERSE_OF_9 = 0x38E38E39;
    private static final int LOG_SCALE = 6;
    private static final int LINE_OUT = 0;
    private static final int PATCHES_LEFT = 1;
    private static final int INVERSE = 2;
    private static final int BYTES = Width.YMM.bytes();
    private static final int ROW_BYTES = SIDE * SHAPE.vectors() * BYTES;
    private static final Vec INVERSES = SHAPE.codes();

    public Program program() {
        var code = new Assembly();
        Frame.enter(code);
        code.put(MOV_CONSTANT, RAX, new Immediate(INVERSE_OF_9));
        code.put(MOV_STORE_32, Frame.variable(INVERSE), RAX);
        code.put(VPBROADCASTD, INVERSES, Frame.variable(INVERSE));
        code.put(MOV, R10, Frame.argument(OUT_LINE));
        code.put(MOV, R11, Frame.argument(OUT_STRIDE));
        Label line = code.here();
        code.put(MOV_STORE, Frame.variable(LINE_OUT), RDX);
        code.put(MOV, RAX, Frame.argument(BLOCKS));
        code.put(MOV_STORE, Frame.variable(PATCHES_LEFT), RAX);
        Label patch = code.here();
        LastPatch.stepBack(code, Frame.variable(PATCHES_LEFT), RDX);
        columns(code);
        rows(code);
        code.put(LEA, RDX, Memory.at(RDX, R11, PIXELS, 0));
        code.put(ADD, RDI, Frame.argument(A_STRIDE));
        code.countDown(Frame.variable(PATCHES_LEFT), patch);
        code.put(MOV, RDX, Frame.variable(LINE_OUT));
        code.put(LEA, RDX, Memory.at(RDX, R10, PIXELS, 0));
        code.countDown(Frame.argument(LINES), line);
        Frame.leave(code);
        return new Program(toString(), code.instructions());
    }

    /** Transforms the columns where they lie: four rows are left. */
    private static void columns(Assembly code) {
        code.put(MOV, RAX, RDI);
        code.put(MOV_CONSTANT, R12, new Immediate(SIDE * SHAPE.vectors()));
        Label again = code.here();
        transform(code, 0, ROW_BYTES);
        for (int i = 0; i < PIXELS; i++) code.put(VMOVDQU_STORE, Memory.at(RAX, i * ROW_BYTES), SHAPE.sum(i, 0));
        code.put(ADD_CONSTANT, RAX, new Immediate(BYTES));
        code.countDown(R12, again);
    }

    /** Makes the pixels of each row. */
    private void rows(Assembly code) {
        code.put(MOV, RAX, RDI);
        code.put(MOV, RBX, RDX);
        code.put(MOV_CONSTANT, R12, new Immediate(PIXELS));
        Label again = code.here();
        for (int v = 0; v < SHAPE.vectors(); v++) {
            transform(code, v, SHAPE.vectors() * BYTES);
            for (int i = 0; i < PIXELS; i++) {
                Vec sum = SHAPE.sum(i, v);
                code.put(VPMULLD, sum, sum, INVERSES);
                code.put(VPSRAD, sum, sum, new Immediate(LOG_SCALE));
                code.put(VPADDD, sum, sum, Memory.at(RCX, v * BYTES));
            }
        }
        code.put(MOV, R13, RBX);
        for (int i = 0; i < PIXELS; i++) {
            epilogue.row(code, SHAPE, i);
            code.put(ADD, R13, R11);
        }
        code.put(ADD_CONSTANT, RAX, new Immediate(ROW_BYTES));
        code.put(ADD, RBX, R10);
        code.countDown(R12, again);
    }

    /** Of six numbers, so many bytes apart from rax on, makes four. */
    private static void transform(Assembly code, int v, int apart) {
        Vec[] pair = new Vec[SIDE - 1];
        for (int i = 1; i < SIDE - 1; i++) {
            pair[i] = new Vec(Width.YMM, SHAPE.rows() * SHAPE.vectors() + i - 1);
            code.put(VMOVDQU, pair[i], Memory.at(RAX, i * apart + v * BYTES));
        }
        Vec near = new Vec(Width.YMM, SHAPE.rows() * SHAPE.vectors() + SIDE - 2);
        Vec far = SHAPE.free();
        code.put(VPADDD, near, pair[1], pair[2]);
        code.put(VPSUBD, pair[1], pair[1], pair[2]);
        code.put(VPADDD, far, pair[3], pair[4]);
        code.put(VPSUBD, pair[3], pair[3], pair[4]);
        Vec first = SHAPE.sum(0, v);
        code.put(VPADDD, first, near, Memory.at(RAX, v * BYTES));
        code.put(VPADDD, first, first, far);
        code.put(VPSLLD, far, far, new Immediate(2));
        code.put(VPADDD, SHAPE.sum(2, v), near, far);
        code.put(VPADDD, pair[3], pair[3], pair[3]);
        code.put(VPADDD, SHAPE.sum(1, v), pair[1], pair[3]);
        code.put(VPSLLD, pair[3], pair[3], new Immediate(2));
        Vec last = SHAPE.sum(3, v);
        code.put(VPADDD, last, pair[1], pair[3]);
        for (int twice = 0; twice < 2; twice++) {
            code.put(VPADDD, last, last, Memory.at(RAX, (SIDE - 1) * apart + v * BYTES));
        }
    }
}
