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
import dev.dyadic.x86.code.Width;
import java.util.function.Consumer;

/**
 * Products of sixteen neighbouring channels, each with weights of its own. Two lines of codes at a time are interleaved, so that a channel
 * has its code of either line in the halves of 32 bits, and two products are added at once: exact. A pixel is interleaved once for all
 * windows that look at it. Of the arguments, {@code loops} counts pairs of lines, {@code segmentStep} is a line and {@code step} a pixel.
 *
 * @param signed whether the codes are i8; u8 otherwise
 * @param taps of a line of the kernel
 * @param stride pixels from window to window
 * @param odd whether a line follows the pairs
 */
public record ChannelProducts(Shape shape, boolean signed, int taps, int stride, boolean odd) implements Products {

    private static final int VECTORS = 2;
    private static final int HALF = 8;

    public ChannelProducts {
        if (shape.vectors() != VECTORS || shape.width() != Width.YMM)
            throw new IllegalArgumentException("sixteen channels are two registers of 32 bytes, not " + shape);
    }

    @Override public int unrolled() { return 1; }

    @Override public void sums(Assembly code) {
        Products.start(code, shape, false);
        code.put(MOV, R9, Frame.argument(TileArguments.STEP));
        code.put(MOV, R14, Frame.argument(TileArguments.SEGMENT_STEP));
        Label last = code.label();
        code.put(MOV, R12, Frame.argument(TileArguments.LOOPS));
        code.put(TEST, R12, R12);
        code.jump(Condition.ZERO, last);
        Label loop = code.here();
        code.put(MOV, R15, RAX);
        code.put(LEA, RBX, Memory.at(RAX, R14, 1, 0));
        pixels(code, this::pair);
        code.put(LEA, RAX, Memory.at(RAX, R14, 2, 0));
        code.put(ADD_CONSTANT, RBP, new Immediate(taps * VECTORS * shape.width().bytes()));
        code.countDown(R12, loop);
        code.place(last);
        if (!odd) return;
        code.put(MOV, R15, RAX);
        pixels(code, this::single);
    }

    /** Each pixel that windows of the block look at, brought to the registers of codes, times its weights. */
    private void pixels(Assembly code, Consumer<Assembly> codes) {
        int pixels = (shape.rows() - 1) * stride + taps;
        for (int pixel = 0; pixel < pixels; pixel++) {
            codes.accept(code);
            code.put(ADD, R15, R9);
            code.put(ADD, RBX, R9);
            for (int row = 0; row < shape.rows(); row++) {
                int tap = pixel - row * stride;
                for (int v = 0; v < VECTORS && tap >= 0 && tap < taps; v++) {
                    Memory weights = Memory.at(RBP, (tap * VECTORS + v) * shape.width().bytes());
                    code.put(VPMADDWD, shape.free(), shape.weights(v), weights);
                    code.put(VPADDD, shape.sum(row, v), shape.sum(row, v), shape.free());
                }
            }
        }
    }

    private void pair(Assembly code) {
        Vec upper = shape.codes().as(Width.XMM);
        code.put(VMOVDQU, upper, Memory.at(R15, 0));
        for (int v = 0; v < VECTORS; v++) {
            Vec both = shape.weights(v).as(Width.XMM);
            code.put(v == 0 ? VPUNPCKLBW : VPUNPCKHBW, both, upper, Memory.at(RBX, 0));
            code.put(signed ? VPMOVSXBW : VPMOVZXBW, shape.weights(v), both);
        }
    }

    private void single(Assembly code) {
        for (int v = 0; v < VECTORS; v++)
            code.put(signed ? VPMOVSXBD : VPMOVZXBD, shape.weights(v), Memory.at(R15, v * HALF));
    }
}
