// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.x86.tile.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The weights of a convolution of 3 x 3, transformed for products of patches, in 16 bits: by panels of columns, in each by the 16 numbers
 * of a patch, in each by pairs of channels. With {@code g} the weights of a channel and a column they are {@code G g G^T}, where the rows
 * of G are {@code (2, 0, 0), (1, 1, 1), (1, -1, 1), (0, 0, 2)}: four times those of Winograd, and whole.
 */
record WinogradPanels(MemorySegment memory, long bytes) {

    /** Numbers of a patch. */
    static final int NUMBERS = 16;

    private static final int[][] TRANSFORM = {{2, 0, 0}, {1, 1, 1}, {1, -1, 1}, {0, 0, 2}};
    private static final int KERNEL = 3;
    private static final long LINE = 64;

    static WinogradPanels pack(byte[] weights, Convolution convolution, Shape shape) {
        int channels = convolution.channels();
        int columns = convolution.columns();
        long bytes = (long) channels * shape.columns() * Short.BYTES;
        MemorySegment memory = Arena.ofAuto().allocate((long) columns / shape.columns() * NUMBERS * bytes, LINE);
        for (int k = 0; k < channels; k++) {
            for (int c = 0; c < columns; c++) {
                for (int number = 0; number < NUMBERS; number++) {
                    long panel = (long) c / shape.columns() * NUMBERS + number;
                    long lane = (long) k / 2 * 2 * shape.columns() + c % shape.columns() * 2L + k % 2;
                    short weight = (short) transformed(weights, k * columns + c, channels * columns, number / 4, number % 4);
                    memory.set(ValueLayout.JAVA_SHORT, panel * bytes + lane * Short.BYTES, weight);
                }
            }
        }
        return new WinogradPanels(memory, bytes);
    }

    /** At most 9 * 128. */
    private static int transformed(byte[] weights, int at, int tap, int row, int column) {
        int sum = 0;
        for (int i = 0; i < KERNEL; i++) {
            for (int j = 0; j < KERNEL; j++) {
                sum += TRANSFORM[row][i] * weights[at + (i * KERNEL + j) * tap] * TRANSFORM[column][j];
            }
        }
        return sum;
    }

    /** The panels of some columns, for each number of a patch. */
    MemorySegment from(int panel) {
        return memory.asSlice(panel * NUMBERS * bytes);
    }
}
