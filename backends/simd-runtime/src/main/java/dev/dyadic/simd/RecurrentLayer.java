// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/**
 * One direction of a recurrent layer of f32. What the inputs bring is multiplied for many steps at a time; only what the state brings waits
 * for the step before. Lines of a batch go side by side where their sequences are equally long, and one by one where they are not.
 *
 * @param inputWeights {@code [inputs, gates * hidden]}, of {@link FloatGemm#pack}
 * @param stateWeights {@code [hidden, gates * hidden]}, of {@link FloatGemm#pack}
 * @param inputBias added to what the inputs bring, {@code gates * hidden}
 * @param stateBias added to what the state brings, as long
 */
public record RecurrentLayer(
        FloatKernel kernel, RecurrentCell cell, int inputs, int hidden, boolean backward, float[] inputWeights,
        float[] stateWeights, float[] inputBias, float[] stateBias) {

    /** So many steps are multiplied at a time. */
    private static final int AT_ONCE = 32;

    /**
     * Goes through all lines of a batch.
     *
     * @param x {@code [steps, batch, inputs]}
     * @param lengths how many steps each line has, at least 0 and at most {@code steps}
     * @param h the first state, {@code [batch, hidden]}; the last one is left there
     * @param c a second state, as h; of no use to cells that have one
     * @param all takes the states of all steps, a step's {@code [batch, hidden]} at {@code allAt + step * allStride}; 0 past a line's end
     */
    public void run(float[] x, int xAt, int steps, int batch, int[] lengths, int lengthsAt, float[] h, int hAt, float[] c,
            int cAt,
            float[] all, int allAt, int allStride) {
        boolean equal = true;
        for (int line = 0; line < batch; line++) {
            int length = lengths[lengthsAt + line];
            if (length < 0 || length > steps)
                throw new ArithmeticException("a sequence of length " + length + " does not fit " + steps + " steps");
            equal &= length == lengths[lengthsAt];
        }
        if (batch == 0) return;
        int lines = equal ? batch : 1;
        for (int line = 0; line < batch; line += lines) {
            int length = lengths[lengthsAt + line];
            for (int step = length; step < steps; step++) {
                int at = allAt + step * allStride + line * hidden;
                Arrays.fill(all, at, at + lines * hidden, 0);
            }
            lines(x, xAt + line * inputs, batch * inputs, length, lines, h, hAt + line * hidden, c, cAt + line * hidden, all,
                    allAt + line * hidden, allStride);
        }
    }

    private void lines(float[] x, int xAt, int xStride, int length, int lines, float[] h, int hAt, float[] c, int cAt,
            float[] all,
            int allAt, int allStride) {
        int width = cell.gates() * hidden;
        int most = Math.min(AT_ONCE, length);
        float[] memory = TaskMemory.floats(Math.multiplyExact(Math.addExact(most, 1), Math.multiplyExact(lines, width)));
        int stateAt = most * lines * width;
        for (int done = 0; done < length; done += most) {
            int count = Math.min(most, length - done);
            int first = backward ? length - done - count : done;
            multiplyInputs(x, xAt + first * xStride, xStride, count, lines, memory);
            for (int i = 0; i < count; i++) {
                int within = backward ? count - 1 - i : i;
                kernel.multiply(h, hAt, hidden, lines, stateWeights, 0, hidden, 0, width, 1, stateBias, memory, stateAt, width);
                for (int line = 0; line < lines; line++) {
                    cell.step(hidden, memory, (within * lines + line) * width, stateAt + line * width, h, hAt + line * hidden, c,
                            cAt + line * hidden);
                }
                System.arraycopy(h, hAt, all, allAt + (first + within) * allStride, lines * hidden);
            }
        }
    }

    /** Of all lines they stand one after the other; of one, a batch apart. */
    private void multiplyInputs(float[] x, int xAt, int xStride, int count, int lines, float[] memory) {
        int width = cell.gates() * hidden;
        boolean all = lines * inputs == xStride;
        kernel.multiply(x, xAt, all ? inputs : xStride, count * lines, inputWeights, 0, inputs, 0, width, 1, inputBias, memory, 0,
                width);
    }
}
