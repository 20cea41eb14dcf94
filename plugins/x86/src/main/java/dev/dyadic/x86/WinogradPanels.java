// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86;

import dev.dyadic.plugin.kernel.Convolution;
import dev.dyadic.x86.tile.WinogradSums;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The weights of a convolution of 3 x 3, transformed for products of patches, in 16 bits: by panels of columns, in each by the 36 numbers
 * of a patch, in each by pairs of channels. With {@code g} the weights of a channel and a column they are {@code G g G^T}; the rows of G
 * are 24 times those of Winograd, the last 12 times, so that all are whole.
 */
record WinogradPanels(MemorySegment memory, long bytes) {

    /** Numbers of a patch. */
    static final int NUMBERS = WinogradSums.SIDE * WinogradSums.SIDE;

    private static final int[][] TRANSFORM = {{6, 0, 0}, {-4, -4, -4}, {-4, 4, -4}, {1, 2, 4}, {1, -2, 4}, {0, 0, 12}};
    private static final int KERNEL = 3;
    private static final int GREATEST_CODE = 255;
    private static final long LINE = 64;

    static WinogradPanels pack(byte[] weights, Convolution convolution) {
        int channels = convolution.channels();
        int columns = convolution.columns();
        int panelColumns = WinogradSums.SHAPE.columns();
        long bytes = (long) channels * panelColumns * Short.BYTES;
        MemorySegment memory = Arena.ofAuto().allocate((long) columns / panelColumns * NUMBERS * bytes, LINE);
        int[] transformed = new int[NUMBERS];
        for (int k = 0; k < channels; k++) {
            for (int c = 0; c < columns; c++) {
                transform(weights, k * columns + c, channels * columns, transformed);
                for (int number = 0; number < NUMBERS; number++) {
                    long panel = (long) c / panelColumns * NUMBERS + number;
                    long lane = (long) k / 2 * 2 * panelColumns + c % panelColumns * 2L + k % 2;
                    memory.set(ValueLayout.JAVA_SHORT, panel * bytes + lane * Short.BYTES, (short) transformed[number]);
                }
            }
        }
        return new WinogradPanels(memory, bytes);
    }

    /** Whether no codes make the sum of a column too great for {@link WinogradSums}. */
    static boolean holds(byte[] weights, int columns) {
        int[] greatest = new int[columns];
        for (int i = 0; i < weights.length; i++) {
            greatest[i % columns] += GREATEST_CODE * Math.abs(weights[i]);
            if (greatest[i % columns] >= WinogradSums.LIMIT) return false;
        }
        return true;
    }

    /** Each is at most 144 * 128. */
    private static void transform(byte[] weights, int at, int tap, int[] to) {
        int[] rows = new int[WinogradSums.SIDE * KERNEL];
        for (int i = 0; i < rows.length; i++) {
            for (int t = 0; t < KERNEL; t++)
                rows[i] += TRANSFORM[i / KERNEL][t] * weights[at + (t * KERNEL + i % KERNEL) * tap];
        }
        for (int i = 0; i < NUMBERS; i++) {
            to[i] = 0;
            for (int t = 0; t < KERNEL; t++)
                to[i] += rows[i / WinogradSums.SIDE * KERNEL + t] * TRANSFORM[i % WinogradSums.SIDE][t];
        }
    }

    /** The panels of some columns, for each number of a patch. */
    MemorySegment from(int panel) {
        return memory.asSlice(panel * NUMBERS * bytes);
    }
}
