// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.VectorOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Vec;

/**
 * The sums of two neighbouring pixels of a convolution of 3 x 3 from the 16 products of their patch (Winograd, 1980: F(2 x 2, 3 x 3)). The
 * products, at rax, are row-major, a panel of columns each; they were made with weights four times as large, so that the sums are whole
 * when they are divided by 4.
 *
 * @param lower whether the pixels are the lower two of the patch
 */
public record WinogradSums(Shape shape, boolean lower) implements Products {

    /** The pixels of a block. */
    public static final int PIXELS = 2;

    private static final int SIDE = 4;
    private static final int LOG_SCALE = 2;

    @Override public int unrolled() { return 1; }

    @Override public void sums(Assembly code) {
        for (int v = 0; v < shape.vectors(); v++) {
            Vec left = shape.sum(0, v);
            Vec right = shape.sum(1, v);
            column(code, left, 0, v);
            column(code, right, 1, v);
            code.put(VPADDD, left, left, right);
            column(code, shape.free(), 2, v);
            code.put(VPADDD, left, left, shape.free());
            code.put(VPSUBD, right, right, shape.free());
            column(code, shape.free(), 3, v);
            code.put(VPSUBD, right, right, shape.free());
            for (Vec sum : new Vec[] {left, right}) {
                code.put(VPSRAD, sum, sum, new Immediate(LOG_SCALE));
                code.put(VPADDD, sum, sum, Memory.at(RCX, v * shape.width().bytes()));
            }
        }
    }

    /** Of a column of products the first three added, or from the second the two below taken off. */
    private void column(Assembly code, Vec to, int column, int v) {
        int first = lower ? 1 : 0;
        code.put(VMOVDQU, to, product(first, column, v));
        code.put(lower ? VPSUBD : VPADDD, to, to, product(first + 1, column, v));
        code.put(lower ? VPSUBD : VPADDD, to, to, product(first + 2, column, v));
    }

    private Memory product(int row, int column, int v) {
        return Memory.at(RAX, ((row * SIDE + column) * shape.vectors() + v) * shape.width().bytes());
    }
}
