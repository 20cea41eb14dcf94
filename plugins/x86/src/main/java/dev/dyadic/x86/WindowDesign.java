// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.x86.machine.Program;
import dev.dyadic.x86.tile.Arithmetic;
import java.util.Optional;

/**
 * How a convolution is computed: by which programs, on what numbers.
 *
 * @param converting what the codes are converted by before, if they are
 * @param corrected whether panels begin with a correction
 * @param linesAtOnce how many lines of a kernel are a step, where each channel has its own
 */
record WindowDesign(
        Programs programs, Arithmetic arithmetic, Optional<Program> converting, boolean corrected, int linesAtOnce) {

    /** Of windows that look at all channels. */
    WindowDesign(Programs programs, Arithmetic arithmetic, Optional<Program> converting, boolean corrected) {
        this(programs, arithmetic, converting, corrected, 1);
    }

    /** Whether all its columns are in whole panels. */
    boolean fits(Convolution convolution) {
        return convolution.columns() % programs.shape().columns() == 0;
    }

    /** The bytes of a code in a strip. */
    int codeBytes() {
        return converting.isPresent() ? arithmetic.codeBytes() : 1;
    }

    /** The steps of a row of a kernel; where each channel has its own, the whole ones of all rows. */
    int steps(Convolution convolution) {
        if (convolution.isByChannel()) return convolution.kernelHeight() / linesAtOnce;
        return Math.ceilDiv(convolution.kernelWidth() * convolution.channels(), arithmetic.codes());
    }

    Panels pack(byte[] weights, Convolution convolution) {
        byte[] rows = convolution.isByChannel() ? halves(weights, convolution) : padded(weights, convolution);
        int depth = rows.length / convolution.columns();
        return Panels.pack(rows, depth, convolution.columns(), programs.shape(), arithmetic, corrected);
    }

    private byte[] padded(byte[] weights, Convolution convolution) {
        int run = convolution.depth() / convolution.kernelHeight() * convolution.columns();
        int padded = steps(convolution) * arithmetic.codes() * convolution.columns();
        byte[] rows = new byte[convolution.kernelHeight() * padded];
        for (int i = 0; i < convolution.kernelHeight(); i++) System.arraycopy(weights, i * run, rows, i * padded, run);
        return rows;
    }

    /** Of each two rows of the kernel the weights of a tap side by side; one by itself has zeros beside it. */
    private byte[] halves(byte[] weights, Convolution convolution) {
        int columns = convolution.columns();
        int width = convolution.kernelWidth();
        byte[] rows = new byte[Math.ceilDiv(convolution.kernelHeight(), linesAtOnce) * 2 * width * columns];
        for (int i = 0; i < convolution.kernelHeight(); i++) {
            for (int j = 0; j < width; j++) {
                int to = (i / linesAtOnce * width + j) * 2 + i % linesAtOnce;
                System.arraycopy(weights, (i * width + j) * columns, rows, to * columns, columns);
            }
        }
        return rows;
    }
}
