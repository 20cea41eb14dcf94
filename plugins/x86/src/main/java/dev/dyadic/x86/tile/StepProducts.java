// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.RBP;
import static dev.dyadic.x86.code.ScalarOp.PREFETCH;
import static dev.dyadic.x86.code.VectorOp.VPBROADCASTD;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;

/**
 * Products of a step of four bytes of each row at a time.
 *
 * @param corrected the panel begins with a number per column to take off the start
 * @param rowStep bytes from step to step of a row
 */
public record StepProducts(Shape shape, Arithmetic arithmetic, boolean corrected, int rowStep) implements Products {

    private static final int STEP_BYTES = 4;

    /** How far ahead weights are fetched: processors fetch ahead by themselves, but not beyond a page. */
    private static final int AHEAD = 4096;

    /** Steps of a row lie side by side. */
    public StepProducts(Shape shape, Arithmetic arithmetic, boolean corrected) {
        this(shape, arithmetic, corrected, STEP_BYTES);
    }

    /** Fewer rows have less to do in each step. */
    @Override public int unrolled() {
        return shape.rows() > 3 ? 2 : 4;
    }

    @Override public void sums(Assembly code) {
        Products.start(code, shape, corrected);
        Products.segments(code, shape, () -> {
            steps(code, TileArguments.LOOPS, unrolled());
            steps(code, TileArguments.REST, 1);
        });
    }

    private void steps(Assembly code, int times, int unrolled) {
        Products.steps(code, shape, times, unrolled, rowStep, stepBytes(), number -> step(code, number));
    }

    private void step(Assembly code, int number) {
        int bytes = stepBytes() / shape.vectors();
        for (int v = 0; v < shape.vectors(); v++) {
            arithmetic.load(code, shape.weights(v), Memory.at(RBP, number * stepBytes() + v * bytes));
            if (arithmetic == Arithmetic.QUADS) code.put(PREFETCH, Memory.at(RBP, number * stepBytes() + v * bytes + AHEAD));
        }
        for (int row = 0; row < shape.rows(); row++) {
            Vec codes = shape.codes();
            code.put(VPBROADCASTD, codes, RowPointers.at(row).plus(number * rowStep));
            for (int v = 0; v < shape.vectors(); v++) {
                arithmetic.add(code, shape.sum(row, v), codes, shape.weights(v), shape.free());
            }
        }
    }

    private int stepBytes() {
        return shape.columns() * arithmetic.codes() * arithmetic.weightBytes();
    }
}
