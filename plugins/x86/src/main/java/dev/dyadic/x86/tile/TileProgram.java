// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;
import static dev.dyadic.x86.tile.TileArguments.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.machine.Program;

/**
 * The program of a tile: panels of columns, in each the lines, in each the blocks of rows, in each the sums, then the epilogue. Its arguments are those of
 * {@link dev.dyadic.x86.machine.TileCall}.
 */
public record TileProgram(Products products, Epilogue epilogue) {

    private static final int FIRST_ROW = 0;
    private static final int FIRST_OUT = 1;
    private static final int FIRST_SCALE = 2;
    private static final int BLOCKS_LEFT = 3;
    private static final int LINE_ROW = 5;
    private static final int LINE_OUT = 6;
    private static final int LINES_LEFT = 7;

    public Program program() {
        var code = new Assembly();
        Frame.enter(code);
        products.prepare(code);
        code.put(MOV_STORE, Frame.variable(FIRST_ROW), RDI);
        code.put(MOV_STORE, Frame.variable(FIRST_OUT), RDX);
        code.put(MOV_STORE, Frame.variable(FIRST_SCALE), R8);
        code.put(MOV, R10, Frame.argument(A_STRIDE));
        code.put(MOV, R11, Frame.argument(OUT_STRIDE));
        Label panel = code.here();
        panel(code);
        code.countDown(Frame.argument(PANELS), panel);
        Frame.leave(code);
        return new Program(toString(), code.instructions());
    }

    private void panel(Assembly code) {
        Shape shape = products.shape();
        code.put(MOV, RDI, Frame.variable(FIRST_ROW));
        code.put(MOV, R13, Frame.variable(FIRST_OUT));
        if (epilogue.hasScales()) code.put(MOV, R8, Frame.variable(FIRST_SCALE));
        code.put(MOV, RAX, Frame.argument(LINES));
        code.put(MOV_STORE, Frame.variable(LINES_LEFT), RAX);
        Label line = code.here();
        line(code, shape);
        code.countDown(Frame.variable(LINES_LEFT), line);
        code.put(MOV, RAX, Frame.variable(FIRST_ROW));
        code.put(ADD, RAX, Frame.argument(A_PANEL));
        code.put(MOV_STORE, Frame.variable(FIRST_ROW), RAX);
        code.put(ADD, RSI, Frame.argument(PANEL_BYTES));
        code.put(ADD_CONSTANT, RCX, new Immediate(shape.columns() * Integer.BYTES));
        code.put(ADD_CONSTANT, Frame.variable(FIRST_OUT), new Immediate(shape.columns() * epilogue.bytes()));
        if (epilogue.hasTable()) code.put(ADD_CONSTANT, R8, new Immediate((int) RequantTable.panelBytes(shape)));
        if (epilogue == Epilogue.FLOATS) code.put(ADD_CONSTANT, R9, new Immediate(shape.columns() * Float.BYTES));
        if (!epilogue.hasScales()) return;
        code.put(MOV, RAX, Frame.argument(BIAS_STEP));
        code.put(ADD, RAX, Frame.argument(BIAS));
        code.put(MOV_STORE, Frame.argument(BIAS), RAX);
    }

    private void line(Assembly code, Shape shape) {
        code.put(MOV_STORE, Frame.variable(LINE_ROW), RDI);
        code.put(MOV_STORE, Frame.variable(LINE_OUT), R13);
        code.put(MOV, RAX, Frame.argument(BLOCKS));
        code.put(MOV_STORE, Frame.variable(BLOCKS_LEFT), RAX);
        Label block = code.here();
        block(code, shape);
        code.countDown(Frame.variable(BLOCKS_LEFT), block);
        code.put(MOV, RDI, Frame.variable(LINE_ROW));
        code.put(ADD, RDI, Frame.argument(A_LINE));
        code.put(MOV, R13, Frame.variable(LINE_OUT));
        code.put(ADD, R13, Frame.argument(OUT_LINE));
    }

    private void block(Assembly code, Shape shape) {
        RowPointers.set(code, shape.rows());
        code.put(MOV, RBP, RSI);
        products.sums(code);
        if (epilogue.hasScales()) code.put(MOV, R12, Frame.argument(BIAS));
        for (int row = 0; row < shape.rows(); row++) {
            epilogue.row(code, shape, row);
            code.put(ADD, R13, R11);
        }
        if (epilogue.hasScales()) code.put(ADD_CONSTANT, R8, new Immediate(shape.rows() * Float.BYTES));
        for (int scale = 8; scale >= 1; scale /= 2) {
            if ((shape.rows() & scale) != 0) code.put(LEA, RDI, Memory.at(RDI, R10, scale, 0));
        }
    }
}
