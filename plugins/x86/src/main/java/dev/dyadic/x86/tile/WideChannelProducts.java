// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import static dev.dyadic.x86.code.Gpr.*;
import static dev.dyadic.x86.code.ScalarOp.*;
import static dev.dyadic.x86.code.VectorOp.*;

import dev.dyadic.x86.code.Assembly;
import dev.dyadic.x86.code.Immediate;
import dev.dyadic.x86.code.Instruction.Label;
import dev.dyadic.x86.code.Memory;
import dev.dyadic.x86.code.Width;

/**
 * Products of neighbouring channels, each with weights of its own, a line of codes at a time: a code is widened to 32 bits once
 * for all windows that look at it, multiplied and added at once. The upper halves of weights are zero. Of the arguments, {@code loops}
 * counts lines, {@code segmentStep} is a line and {@code step} a pixel.
 *
 * @param signed whether the codes are i8; u8 otherwise
 * @param taps of a line of the kernel
 * @param stride pixels from window to window
 */
public record WideChannelProducts(Shape shape, boolean signed, int taps, int stride) implements Products {

    public WideChannelProducts {
        if (shape.width() != Width.ZMM)
            throw new IllegalArgumentException("sixteen channels are a register of 64 bytes, not " + shape);
    }

    @Override public int unrolled() { return 1; }

    @Override public void sums(Assembly code) {
        Products.start(code, shape, false);
        code.put(MOV, R9, Frame.argument(TileArguments.STEP));
        code.put(MOV, R14, Frame.argument(TileArguments.SEGMENT_STEP));
        code.put(MOV, R12, Frame.argument(TileArguments.LOOPS));
        Label line = code.here();
        code.put(MOV, R15, RAX);
        pixels(code);
        code.put(ADD, RAX, R14);
        code.put(ADD_CONSTANT, RBP, new Immediate(taps * tapBytes()));
        code.countDown(R12, line);
    }

    /** Each pixel that windows of the block look at, times its weights. */
    private void pixels(Assembly code) {
        int pixels = (shape.rows() - 1) * stride + taps;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int v = 0; v < shape.vectors(); v++) {
                code.put(signed ? VPMOVSXBD : VPMOVZXBD, shape.weights(v), Memory.at(R15, v * shape.width().lanes()));
            }
            code.put(ADD, R15, R9);
            for (int row = 0; row < shape.rows(); row++) {
                int tap = pixel - row * stride;
                for (int v = 0; v < shape.vectors() && tap >= 0 && tap < taps; v++) {
                    Memory weights = Memory.at(RBP, tap * tapBytes() + v * shape.width().bytes());
                    code.put(VPDPWSSD, shape.sum(row, v), shape.weights(v), weights);
                }
            }
        }
    }

    private int tapBytes() { return shape.vectors() * shape.width().bytes(); }
}
