// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTasksTest {

    private static final int[] HEIGHTS = {1, 2, 3, 4, 5, 7, 8, 14, 16, 20, 28, 30, 56, 97};
    private static final int[] WIDTHS = {1, 3, 7, 28, 600};

    @ParameterizedTest
    @ValueSource(longs = {1, 432, 2304, 36_864, 147_456, 2_359_296, 1L << 40}) void cutsAnImageIntoWholeLines(long products) {
        for (int patch : new int[] {1, WindowTasks.PATCH}) {
            for (int height : HEIGHTS) {
                for (int width : WIDTHS) {
                    int block = WindowTasks.block(height, width, products, patch);
                    int count = WindowTasks.count(height, width, block, patch);
                    int last = height * width - (count - 1) * block;
                    assertTrue(block > 0 && last > 0, () -> height + " x " + width + ": " + count + " of " + block);
                    if (count == 1) continue;
                    if (height > 1) assertEquals(0, block % width);
                    assertTrue(last < block + WindowTasks.PATCH * width, () -> last + " left of " + block);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2304, 36_864, 147_456, 589_824}) void givesEachTaskAPatch(long products) {
        int lines = WindowTasks.PATCH;
        for (int height : HEIGHTS) {
            for (int width : WIDTHS) {
                int block = WindowTasks.block(height, width, products, lines);
                int count = WindowTasks.count(height, width, block, lines);
                int last = height * width - (count - 1) * block;
                assertEquals(0, block % (lines * width));
                assertTrue(height < lines || last >= lines * width, () -> last / width + " lines left of " + height);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, WindowTasks.PATCH}) void hasNothingToDoForImagesOfNoPixels(int patch) {
        assertEquals(0, WindowTasks.count(0, 5, WindowTasks.block(0, 5, 100, patch), patch));
        assertEquals(0, WindowTasks.count(5, 0, WindowTasks.block(5, 0, 100, patch), patch));
        assertEquals(0, WindowTasks.count(1, 0, WindowTasks.block(1, 0, 100, patch), patch));
    }
}
