// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeKernelTest {

    private static final int WIDTH = FloatGemm.TILE_COLUMNS;

    /** Depths below, at and above a block of exact sums. */
    @ParameterizedTest
    @CsvSource({"0, 3", "1, 1", "31, 70", "256, 5", "257, 9", "1000, 2"}) void sumsAreThoseOfPlainLoops(int depth, int rows) {
        var random = new Random(depth);
        int stride = depth + 3;
        byte[] a = codes(random, 1 + rows * stride);
        byte[] b = codes(random, 2 + WIDTH * stride);
        float[] scales = Samples.floats(WIDTH + rows);
        int[] start = random.ints(WIDTH).toArray();
        for (int columns : IntStream.of(0, 1, WIDTH - 1, WIDTH).toArray()) {
            int[] sums = new int[4 + rows * WIDTH];
            float[] floats = new float[4 + rows * WIDTH];
            CodeKernel.OWN.sums(a, 1, stride, rows, b, 2, stride, columns, depth, start, sums, 4);
            CodeKernel.OWN.floats(a, 1, stride, rows, b, 2, stride, columns, depth, scales, WIDTH, scales, WIDTH - columns,
                    floats, 4);
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    int sum = 0;
                    for (int k = 0; k < depth; k++) sum += a[1 + r * stride + k] * b[2 + c * stride + k];
                    assertEquals(start[c] + sum, sums[4 + r * WIDTH + c]);
                    assertEquals(sum * scales[WIDTH + r] * scales[WIDTH - columns + c], floats[4 + r * WIDTH + c]);
                }
            }
        }
    }

    private static byte[] codes(Random random, int count) {
        byte[] codes = new byte[count];
        random.nextBytes(codes);
        for (int i = 0; i < count; i += 3) codes[i] = random.nextBoolean() ? Byte.MIN_VALUE : Byte.MAX_VALUE;
        return codes;
    }
}
