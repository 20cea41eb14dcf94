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
import java.util.function.IntConsumer;

/** How a tile makes the sums of a block of rows and a panel. Rows are read by {@link RowPointers}, the panel at rbp. */
public sealed interface Products permits StepProducts, HalvedProducts, ChannelProducts, WideChannelProducts, GroupProducts,
        TableProducts {

    /** Which variable of the frame counts segments. */
    int SEGMENTS_LEFT = 8;

    Shape shape();

    /** How many steps stand in the loop whose rounds the caller counts. */
    int unrolled();

    /** What is done once, when the program begins. */
    default void prepare(Assembly code) {}

    /** Leaves the sums of a block in the registers of the shape. */
    void sums(Assembly code);

    /** Repeats what adds up a segment of the depth for all segments. */
    static void segments(Assembly code, Shape shape, Runnable segment) {
        code.put(MOV, R12, Frame.argument(TileArguments.SEGMENTS));
        code.put(MOV_STORE, Frame.variable(SEGMENTS_LEFT), R12);
        Label again = code.here();
        segment.run();
        code.put(MOV, R12, Frame.argument(TileArguments.SEGMENT_STEP));
        RowPointers.advance(code, shape.rows(), R12);
        code.countDown(Frame.variable(SEGMENTS_LEFT), again);
    }

    /**
     * So many steps in a loop that runs as often as an argument says.
     *
     * @param times number of the argument
     * @param rowBytes of a step of a row
     * @param panelBytes of a step of the panel
     * @param step puts the step of that number
     */
    static void steps(Assembly code, Shape shape, int times, int unrolled, int rowBytes, int panelBytes, IntConsumer step) {
        Label end = code.label();
        code.put(MOV, R12, Frame.argument(times));
        code.put(TEST, R12, R12);
        code.jump(Condition.ZERO, end);
        Label loop = code.here();
        for (int i = 0; i < unrolled; i++) step.accept(i);
        RowPointers.advance(code, shape.rows(), unrolled * rowBytes);
        code.put(ADD_CONSTANT, RBP, new Immediate(unrolled * panelBytes));
        code.countDown(R12, loop);
        code.place(end);
    }

    /** Lets all sums start from the numbers at rcx, less those that a corrected panel begins with. */
    static void start(Assembly code, Shape shape, boolean corrected) {
        int bytes = shape.width().bytes();
        for (int v = 0; v < shape.vectors(); v++) {
            code.put(VMOVDQU, shape.sum(0, v), Memory.at(RCX, v * bytes));
            if (corrected) code.put(VPSUBD, shape.sum(0, v), shape.sum(0, v), Memory.at(RBP, v * bytes));
            for (int row = 1; row < shape.rows(); row++) code.put(VMOVDQU, shape.sum(row, v), shape.sum(0, v));
        }
        if (corrected) code.put(ADD_CONSTANT, RBP, new Immediate(shape.vectors() * bytes));
    }
}
