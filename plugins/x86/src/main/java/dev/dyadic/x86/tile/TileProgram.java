// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;
import static dev.dyadic.x86.code.VectorOp.VMOVDQU;
import static dev.dyadic.x86.code.VectorOp.VPBROADCASTD;
import static dev.dyadic.x86.code.VectorOp.VPSUBD;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Condition;
import dev.dyadic.x86.code.Gpr;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;
import dev.dyadic.x86.machine.Program;
import java.util.List;

/**
 * The program of a tile: panels of columns, in each the blocks of rows, in each the steps of the sums, then the epilogue. Its arguments
 * are those of {@link dev.dyadic.x86.machine.TileCall}.
 *
 * @param corrected the panel begins with a number per column to take off the start
 */
public record TileProgram(Shape shape, Arithmetic arithmetic, Epilogue epilogue, boolean corrected) {

    /** Where the rows of a step are read: three rows from each, at no, one and two strides. */
    private static final List<Gpr> ROWS = List.of(RAX, RBX, R14, R15);

    private static final int ROWS_PER_REGISTER = 3;
    private static final int STEP_BYTES = 4;

    private static final int BIAS = 6;
    private static final int A_STRIDE = 7;
    private static final int OUT_STRIDE = 8;
    private static final int LOOPS = 9;
    private static final int REST = 10;
    private static final int BLOCKS = 11;
    private static final int PANELS = 12;
    private static final int PANEL_BYTES = 13;
    private static final int BIAS_STEP = 14;

    private static final int FIRST_ROW = 0;
    private static final int FIRST_OUT = 1;
    private static final int FIRST_SCALE = 2;
    private static final int BLOCKS_LEFT = 3;

    /** How many steps stand in the loop: fewer rows have less to do in each. */
    public static int unrolled(Shape shape) {
        return shape.rows() > 3 ? 2 : 4;
    }

    public Program program() {
        var code = new Assembly();
        Frame.enter(code);
        code.put(MOV_STORE, Frame.variable(FIRST_ROW), RDI);
        code.put(MOV_STORE, Frame.variable(FIRST_OUT), RDX);
        code.put(MOV_STORE, Frame.variable(FIRST_SCALE), R8);
        code.put(MOV, R10, Frame.argument(A_STRIDE));
        code.put(MOV, R11, Frame.argument(OUT_STRIDE));
        Label panel = code.here();
        panel(code);
        count(code, Frame.argument(PANELS), panel);
        Frame.leave(code);
        return new Program(toString(), code.instructions());
    }

    private void panel(Assembly code) {
        code.put(MOV, RDI, Frame.variable(FIRST_ROW));
        code.put(MOV, R13, Frame.variable(FIRST_OUT));
        if (epilogue == Epilogue.FLOATS) code.put(MOV, R8, Frame.variable(FIRST_SCALE));
        code.put(MOV, RAX, Frame.argument(BLOCKS));
        code.put(MOV_STORE, Frame.variable(BLOCKS_LEFT), RAX);
        Label block = code.here();
        block(code);
        count(code, Frame.variable(BLOCKS_LEFT), block);
        code.put(ADD, RSI, Frame.argument(PANEL_BYTES));
        code.put(ADD_CONSTANT, RCX, new Immediate(shape.columns() * Integer.BYTES));
        code.put(ADD_CONSTANT, Frame.variable(FIRST_OUT), new Immediate(shape.columns() * epilogue.bytes()));
        if (epilogue == Epilogue.CODES) code.put(ADD_CONSTANT, R8, new Immediate((int) RequantTable.panelBytes(shape)));
        if (epilogue != Epilogue.FLOATS) return;
        code.put(ADD_CONSTANT, R9, new Immediate(shape.columns() * Float.BYTES));
        code.put(MOV, RAX, Frame.argument(BIAS_STEP));
        code.put(ADD, RAX, Frame.argument(BIAS));
        code.put(MOV_STORE, Frame.argument(BIAS), RAX);
    }

    private void block(Assembly code) {
        int bases = Math.ceilDiv(shape.rows(), ROWS_PER_REGISTER);
        code.put(MOV, RAX, RDI);
        for (int i = 1; i < bases; i++) {
            code.put(LEA, ROWS.get(i), Memory.at(ROWS.get(i - 1), R10, 2, 0));
            code.put(ADD, ROWS.get(i), R10);
        }
        code.put(MOV, RBP, RSI);
        start(code);
        steps(code, LOOPS, unrolled(shape));
        steps(code, REST, 1);
        if (epilogue == Epilogue.FLOATS) code.put(MOV, R12, Frame.argument(BIAS));
        for (int row = 0; row < shape.rows(); row++) {
            epilogue.row(code, shape, row);
            code.put(ADD, R13, R11);
        }
        if (epilogue == Epilogue.FLOATS) code.put(ADD_CONSTANT, R8, new Immediate(shape.rows() * Float.BYTES));
        for (int scale = 8; scale >= 1; scale /= 2) {
            if ((shape.rows() & scale) != 0) code.put(LEA, RDI, Memory.at(RDI, R10, scale, 0));
        }
    }

    private void start(Assembly code) {
        int bytes = shape.width().bytes();
        for (int v = 0; v < shape.vectors(); v++) {
            code.put(VMOVDQU, shape.sum(0, v), Memory.at(RCX, v * bytes));
            if (corrected) code.put(VPSUBD, shape.sum(0, v), shape.sum(0, v), Memory.at(RBP, v * bytes));
            for (int row = 1; row < shape.rows(); row++) code.put(VMOVDQU, shape.sum(row, v), shape.sum(0, v));
        }
        if (corrected) code.put(ADD_CONSTANT, RBP, new Immediate(shape.vectors() * bytes));
    }

    /** So many steps in a loop that runs as often as the argument says. */
    private void steps(Assembly code, int times, int unrolled) {
        Label end = code.label();
        code.put(MOV, R12, Frame.argument(times));
        code.put(TEST, R12, R12);
        code.jump(Condition.ZERO, end);
        Label loop = code.here();
        for (int i = 0; i < unrolled; i++) step(code, i);
        int bases = Math.ceilDiv(shape.rows(), ROWS_PER_REGISTER);
        for (int i = 0; i < bases; i++) code.put(ADD_CONSTANT, ROWS.get(i), new Immediate(unrolled * STEP_BYTES));
        code.put(ADD_CONSTANT, RBP, new Immediate(unrolled * stepBytes()));
        code.put(SUB_CONSTANT, R12, new Immediate(1));
        code.jump(Condition.NOT_ZERO, loop);
        code.place(end);
    }

    private void step(Assembly code, int number) {
        int bytes = stepBytes() / shape.vectors();
        for (int v = 0; v < shape.vectors(); v++) {
            arithmetic.load(code, shape.weights(v), Memory.at(RBP, number * stepBytes() + v * bytes));
        }
        for (int row = 0; row < shape.rows(); row++) {
            Vec codes = shape.codes();
            code.put(VPBROADCASTD, codes, row(row).plus(number * STEP_BYTES));
            for (int v = 0; v < shape.vectors(); v++) {
                arithmetic.add(code, shape.sum(row, v), codes, shape.weights(v), shape.free());
            }
        }
    }

    private int stepBytes() {
        return shape.columns() * arithmetic.codes() * arithmetic.weightBytes();
    }

    private static Memory row(int row) {
        Gpr base = ROWS.get(row / ROWS_PER_REGISTER);
        int strides = row % ROWS_PER_REGISTER;
        return strides == 0 ? Memory.at(base, 0) : Memory.at(base, R10, strides, 0);
    }

    private static void count(Assembly code, Memory left, Label again) {
        code.put(SUB_CONSTANT, left, new Immediate(1));
        code.jump(Condition.NOT_ZERO, again);
    }
}
