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

/**
 * Products of i8 codes with weights of 4 bits that share a multiple in groups of 32: the sum of a group is multiplied when the
 * group is done. Weights are raised by 8, to 0 to 15; what that adds is taken off where the sum of a group starts: the start
 * stands in the row, after the codes of the group. Arithmetic is {@link Arithmetic#QUADS}, or else in 16 bits: two products of at most
 * 15 * 128 do not saturate, and the two sums of half a group each, at most 16 * 8 * 128, fit.
 *
 * <p>A panel holds per group eight depths at a time, of each vector of columns: in the low halves of a column's four bytes the first four,
 * in the high halves the others. Then comes a multiple per column.
 *
 * @param corrected the panel begins with a number per column to take off the start
 */
public record GroupProducts(Shape shape, boolean quads, boolean corrected) implements Products {

    /** Codes in a group. */
    public static final int GROUP = 32;

    /** The bytes of a group in a prepared row: the codes, and the start of their sum. */
    public static final int ROW_BYTES = GROUP + Integer.BYTES;

    private static final int DEPTHS = 8;
    private static final int LOW_HALVES = 0x0F0F0F0F;
    private static final int HALF_BYTE = 4;
    private static final int HALF_LANE = 16;
    private static final int MASK = 4;

    public GroupProducts {
        if (2 * shape.rows() * shape.vectors() + 4 > shape.registers())
            throw new IllegalArgumentException(shape.rows() + " rows of " + shape.vectors() + " registers do not fit");
    }

    /** The bytes of a group in a panel. */
    public static int panelBytes(Shape shape) {
        return shape.columns() * GROUP / 2 + shape.columns();
    }

    @Override public int unrolled() { return 1; }

    @Override public void prepare(Assembly code) {
        code.put(MOV_CONSTANT, RAX, new Immediate(LOW_HALVES));
        code.put(MOV_STORE_32, Frame.variable(MASK), RAX);
        code.put(VPBROADCASTD, mask(), Frame.variable(MASK));
    }

    @Override public void sums(Assembly code) {
        Products.start(code, shape, corrected);
        Label end = code.label();
        code.put(MOV, R12, Frame.argument(TileArguments.LOOPS));
        code.put(TEST, R12, R12);
        code.jump(Condition.ZERO, end);
        Label loop = code.here();
        group(code);
        RowPointers.advance(code, shape.rows(), ROW_BYTES);
        code.put(ADD_CONSTANT, RBP, new Immediate(panelBytes(shape)));
        code.countDown(R12, loop);
        code.place(end);
    }

    private void group(Assembly code) {
        for (int row = 0; row < shape.rows(); row++) {
            for (int v = 0; v < shape.vectors(); v++) code.put(VPBROADCASTD, part(row, v), RowPointers.at(row).plus(GROUP));
        }
        for (int depth = 0; depth < GROUP; depth += DEPTHS) {
            for (int v = 0; v < shape.vectors(); v++) {
                int at = (depth / DEPTHS * shape.vectors() + v) * shape.width().bytes();
                code.put(VMOVDQU, shape.weights(0), Memory.at(RBP, at));
                code.put(VPAND, shape.free(), shape.weights(0), mask());
                add(code, v, depth);
                code.put(VPSRLW, shape.weights(0), shape.weights(0), new Immediate(HALF_BYTE));
                code.put(VPAND, shape.free(), shape.weights(0), mask());
                add(code, v, depth + DEPTHS / 2);
            }
        }
        for (int v = 0; v < shape.vectors(); v++) multiply(code, v);
    }

    /** Adds the products of four codes of each row with the weights in the free register. */
    private void add(Assembly code, int v, int depth) {
        Vec codes = shape.codes();
        for (int row = 0; row < shape.rows(); row++) {
            code.put(VPBROADCASTD, codes, RowPointers.at(row).plus(depth));
            if (quads) {
                code.put(VPDPBUSD, part(row, v), shape.free(), codes);
            } else {
                code.put(VPMADDUBSW, codes, shape.free(), codes);
                code.put(VPADDW, part(row, v), part(row, v), codes);
            }
        }
    }

    /** Multiplies the sums of the group: one number of 32 bits a lane, or two of 16, which are added. */
    private void multiply(Assembly code, int v) {
        Vec multiples = shape.free();
        Vec upper = shape.codes();
        int at = shape.columns() * GROUP / 2 + v * shape.width().lanes();
        code.put(VPMOVSXBD, multiples, Memory.at(RBP, at));
        if (!quads) {
            code.put(VPSLLD, upper, multiples, new Immediate(HALF_LANE));
            code.put(VPSRLD, multiples, upper, new Immediate(HALF_LANE));
            code.put(VPOR, multiples, multiples, upper);
        }
        for (int row = 0; row < shape.rows(); row++) {
            code.put(quads ? VPMULLD : VPMADDWD, part(row, v), part(row, v), multiples);
            code.put(VPADDD, shape.sum(row, v), shape.sum(row, v), part(row, v));
        }
    }

    private Vec mask() {
        return shape.weights(1);
    }

    /** The sum of a group, next to the sums of all. */
    private Vec part(int row, int vector) {
        return new Vec(shape.width(), (shape.rows() + row) * shape.vectors() + vector);
    }
}
