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
 * Products of i8 codes with weights of 1 to 3 bits by looking up (T-MAC, Wei et al. 2024), of one row. The row holds, for each four codes,
 * the sums of all their subsets, as {@link TablesProgram} makes them: raised by 512, 0 to 1020, their lower five bits in a table of 16
 * bytes, their upper five in a second. So eight of each add up in bytes. Groups, at most {@code 32 * 128 * 4}, sum up in 16 bits, and two
 * groups at a time are multiplied by their multiples.
 *
 * <p>A panel holds per group the indices, a byte for two: those of two planes, of each quad; then, where planes are odd, those of two
 * quads. After two groups come their multiples, in pairs, column by column.
 *
 * @param corrected the panel begins with a number per column to take off the start
 */
public record TableProducts(Shape shape, Planes planes, boolean corrected) implements Products {

    static final int RAISED_BY = 512;
    static final int HALF_BITS = 5;

    /** The bytes of a quad in a row: both tables. */
    static final int QUAD_BYTES = 32;

    /** The bytes of what the sum of a group starts from. */
    static final int START_BYTES = 16;

    private static final int VECTORS = 4;
    private static final int HALF_BYTE = 4;
    private static final int LOW_HALVES = 0x0F0F0F0F;
    private static final int FACTORS = 9;

    public TableProducts {
        if (shape.rows() != 1 || shape.vectors() != VECTORS)
            throw new IllegalArgumentException("a row of four registers is expected, not " + shape);
    }

    /** The bytes of a step in a prepared row. */
    public static int rowBytes(Planes planes) {
        return 2 * (planes.quads() * QUAD_BYTES + START_BYTES);
    }

    /** The bytes of a group in a panel, without multiples. */
    public static int groupBytes(Planes planes, Shape shape) {
        return planes.count() * planes.quads() * shape.columns() / 2;
    }

    /** The bytes of a step in a panel. */
    public static int stepBytes(Planes planes, Shape shape) {
        return 2 * (groupBytes(planes, shape) + shape.columns());
    }

    /** Where a column's index of a plane and quad stands in a group: in halves of bytes. Unpacking interleaves columns. */
    public static int place(Planes planes, Shape shape, int plane, int quad, int column) {
        int lanes = shape.width().lanes();
        int at = column % lanes / 4 * 16 + column / lanes * 4 + column % 4;
        int joint = planes.count() / 2 * 2;
        int vector = plane < joint ? plane / 2 * planes.quads() + quad : joint / 2 * planes.quads() + quad / 2;
        return 2 * (vector * shape.columns() + at) + (plane < joint ? plane : quad) % 2;
    }

    @Override public int unrolled() { return 1; }

    @Override public void prepare(Assembly code) {
        code.put(MOV_CONSTANT, RAX, new Immediate(LOW_HALVES));
        code.put(MOV_STORE_32, factor(0), RAX);
        code.put(VPBROADCASTD, mask(), factor(0));
        for (int plane = 0; plane < planes.count(); plane++) {
            int lower = planes.factors().get(plane);
            int both = lower & 0xFF | (lower << HALF_BITS & 0xFF) << Byte.SIZE;
            code.put(MOV_CONSTANT, RAX, new Immediate(both | both << Short.SIZE));
            code.put(MOV_STORE_32, factor(plane), RAX);
        }
    }

    @Override public void sums(Assembly code) {
        Products.start(code, shape, corrected);
        Label end = code.label();
        code.put(MOV, R12, Frame.argument(TileArguments.LOOPS));
        code.put(TEST, R12, R12);
        code.jump(Condition.ZERO, end);
        Label loop = code.here();
        group(code, 0);
        code.put(VMOVDQU, register(4), sum(0));
        code.put(VMOVDQU, register(5), sum(1));
        group(code, 1);
        for (int v = 0; v < VECTORS; v++) multiply(code, v);
        RowPointers.advance(code, 1, rowBytes(planes));
        code.put(ADD_CONSTANT, RBP, new Immediate(stepBytes(planes, shape)));
        code.countDown(R12, loop);
        code.place(end);
    }

    /** Leaves the sums of a group, in 16 bits, in {@link #sum}: those of the lower eight bytes of each 16 in the first. */
    private void group(Assembly code, int group) {
        int joint = planes.count() / 2 * 2;
        for (int plane = 0; plane < joint; plane += 2) {
            for (int quad = 0; quad < planes.quads(); quad++) {
                indices(code, group, plane / 2 * planes.quads() + quad);
                tables(code, group, quad);
                lookUp(code, register(11), quad == 0, 0, register(15));
                lookUp(code, register(10), quad == 0, 2, register(12));
            }
            // the second pair stands where the sums will
            widen(code, plane + 1, 2, plane == 0);
            widen(code, plane, 0, false);
        }
        if (joint < planes.count()) {
            for (int quad = 0; quad < planes.quads(); quad += 2) {
                indices(code, group, joint / 2 * planes.quads() + quad / 2);
                tables(code, group, quad);
                lookUp(code, register(11), quad == 0, 0, register(15));
                tables(code, group, quad + 1);
                lookUp(code, register(10), false, 0, register(15));
            }
            widen(code, joint, 0, joint == 0);
        }
        int start = 2 * planes.quads() * QUAD_BYTES + group * START_BYTES;
        code.put(VPBROADCASTD, register(15), RowPointers.at(0).plus(start));
        for (int half = 0; half < 2; half++) code.put(VPADDW, sum(half), sum(half), register(15));
    }

    /** The indices of a register's columns, in its lower halves of bytes (11) and its upper ones (10). */
    private void indices(Assembly code, int group, int vector) {
        Memory at = Memory.at(RBP, group * groupBytes(planes, shape) + vector * shape.columns());
        code.put(VMOVDQU, register(10), at);
        code.put(VPAND, register(11), register(10), mask());
        code.put(VPSRLW, register(10), register(10), new Immediate(HALF_BYTE));
        code.put(VPAND, register(10), register(10), mask());
    }

    private void tables(Assembly code, int group, int quad) {
        Memory at = RowPointers.at(0).plus((group * planes.quads() + quad) * QUAD_BYTES);
        code.put(VBROADCASTI128, register(12), at);
        code.put(VBROADCASTI128, register(13), at.plus(QUAD_BYTES / 2));
    }

    /** Adds what the indices say of both tables to a pair of registers; the indices are overwritten. */
    private void lookUp(Assembly code, Vec indices, boolean first, int pair, Vec free) {
        Vec lower = register(6 + pair);
        Vec upper = register(7 + pair);
        code.put(VPSHUFB, first ? lower : free, register(12), indices);
        code.put(VPSHUFB, first ? upper : indices, register(13), indices);
        if (first) return;
        code.put(VPADDB, lower, lower, free);
        code.put(VPADDB, upper, upper, indices);
    }

    /** Makes sums of 16 bits of a pair of registers, times the factor of their plane. */
    private void widen(Assembly code, int plane, int pair, boolean first) {
        code.put(VPUNPCKLBW, register(10), register(6 + pair), register(7 + pair));
        code.put(VPUNPCKHBW, register(11), register(6 + pair), register(7 + pair));
        code.put(VPBROADCASTD, register(15), factor(plane));
        for (int half = 0; half < 2; half++) {
            Vec words = register(10 + half);
            code.put(VPMADDUBSW, first ? sum(half) : words, words, register(15));
            if (!first) code.put(VPADDW, sum(half), sum(half), words);
        }
    }

    /** Multiplies the sums of two groups, and adds them. */
    private void multiply(Assembly code, int v) {
        Vec words = register(10);
        code.put(v % 2 == 0 ? VPUNPCKLWD : VPUNPCKHWD, words, register(4 + v / 2), sum(v / 2));
        int at = 2 * groupBytes(planes, shape) + v * shape.width().bytes() / 2;
        code.put(VPMOVSXBW, register(11), Memory.at(RBP, at));
        code.put(VPMADDWD, words, words, register(11));
        code.put(VPADDD, shape.sum(0, v), shape.sum(0, v), words);
    }

    private Vec sum(int half) { return register(8 + half); }

    private Vec mask() { return register(14); }

    private Vec register(int number) { return new Vec(shape.width(), number); }

    private static Memory factor(int plane) { return Frame.variable(FACTORS).plus(plane * Integer.BYTES); }
}
