// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.VectorOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;

/**
 * Half as many products (Winograd, A New Algorithm for Inner Product, 1968): neighbours of the depth, {@code a0 w0 + a1 w1}, are
 * {@code (a0 + w1) (a1 + w0)} less {@code a0 a1}, which a row is told once, and less {@code w0 w1}, which a panel is told once. Codes plus
 * weights fit 16 bits, so that it is exact. What two additions take is less than a product where products go to half of the units that
 * add.
 *
 * <p>A step is of four codes. {@link HalvedRows} makes the rows: a head, which begins with what to take off, then of each step the codes
 * 0, 2, 1, 3 in 16 bits. A panel begins with what to take off each column; then there are, for each step and register of columns, the
 * weights 1 and 3 of each column, then the weights 0 and 2, in 8 bits.
 */
public record HalvedProducts(Shape shape) implements Products {

    /** The codes of a step. */
    public static final int CODES = 4;

    /** The bytes of a row before its first step. */
    public static final int HEAD_BYTES = 16;

    /** The bytes of a step of a row. */
    public static final int ROW_BYTES = CODES * Short.BYTES;

    private static final int HALF_BYTES = ROW_BYTES / 2;

    public HalvedProducts {
        if (shape.rows() * shape.vectors() + 2 * shape.vectors() + 4 > shape.registers())
            throw new IllegalArgumentException(shape.rows() + " rows of " + shape.vectors() + " registers do not fit");
    }

    /** The bytes of a step of a panel. */
    public static int panelBytes(Shape shape) {
        return shape.columns() * CODES;
    }

    /** Fewer rows have less to do in each step. */
    @Override public int unrolled() {
        return shape.rows() > 3 ? 2 : 4;
    }

    @Override public void sums(Assembly code) {
        Products.start(code, shape, true);
        for (int row = 0; row < shape.rows(); row++) {
            code.put(VPBROADCASTD, shape.codes(), RowPointers.at(row));
            for (int v = 0; v < shape.vectors(); v++) code.put(VPSUBD, shape.sum(row, v), shape.sum(row, v), shape.codes());
        }
        steps(code, TileArguments.LOOPS, unrolled());
        steps(code, TileArguments.REST, 1);
    }

    private void steps(Assembly code, int times, int unrolled) {
        Products.steps(code, shape, times, unrolled, ROW_BYTES, panelBytes(shape), number -> step(code, number));
    }

    private void step(Assembly code, int number) {
        for (int half = 0; half < 2 * shape.vectors(); half++) {
            code.put(VPMOVSXBW, weights(half), Memory.at(RBP, number * panelBytes(shape) + half * shape.width().bytes() / 2));
        }
        Vec even = shape.codes();
        Vec odd = below(0);
        for (int row = 0; row < shape.rows(); row++) {
            Memory codes = RowPointers.at(row).plus(HEAD_BYTES + number * ROW_BYTES);
            code.put(VPBROADCASTD, even, codes);
            code.put(VPBROADCASTD, odd, codes.plus(HALF_BYTES));
            for (int v = 0; v < shape.vectors(); v++) {
                Vec product = shape.free();
                Vec other = below(1);
                code.put(VPADDW, product, even, weights(2 * v));
                code.put(VPADDW, other, odd, weights(2 * v + 1));
                code.put(VPMADDWD, product, product, other);
                code.put(VPADDD, shape.sum(row, v), shape.sum(row, v), product);
            }
        }
    }

    private Vec weights(int half) {
        return below(2 + half);
    }

    /** The registers below those that end the shape. */
    private Vec below(int number) {
        return new Vec(shape.width(), shape.registers() - 3 - number);
    }
}
