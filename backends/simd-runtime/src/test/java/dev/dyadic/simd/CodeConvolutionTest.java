// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Convolutions against their definition: whole images, blocks of lines, parts of a line. */
class CodeConvolutionTest {

    private static final int HEIGHT = 9;
    private static final int WIDTH = 8;
    private static final byte PAD = -2;

    /** All channels at once, in groups, and channel by channel. */
    private static final List<Convolution> CONVOLUTIONS = List.of(
            new Convolution(5, 7, 1, 3, 3, 1, 1, 1, 1, 1, 1, true, PAD),
            new Convolution(5, 7, 1, 1, 1, 1, 1, 1, 1, 0, 0, false, PAD),
            new Convolution(6, 10, 2, 2, 3, 2, 1, 1, 2, 0, 3, false, PAD),
            new Convolution(19, 19, 19, 3, 2, 1, 2, 2, 1, 2, 0, true, PAD));

    private static final SumRequant SUM = new SumRequant(false, 1, 188453382, true, 11, 567949993, 29, false, 3, 0, 255);

    /** First line and pixel, last line and the pixel after: all; two lines; a part of a line; nothing. */
    private static final List<int[]> PARTS = List
            .of(new int[] {0, 0, 6, 0}, new int[] {1, 0, 3, 0}, new int[] {3, 1, 3, 4}, new int[] {2, 0, 2, 0});

    @ParameterizedTest
    @FieldSource("CONVOLUTIONS") void equalsItsDefinition(Convolution convolution) {
        int columns = convolution.columns();
        byte[] weights = Samples.bytes(convolution.depth() * columns);
        int[] start = Samples.ints(columns);
        CodeWindows packed = CodeConvolution.pack(weights, start, convolution);
        // of pixels as they lie, lines are whole
        int outHeight = 6;
        int outWidth = convolution.isPointwise() ? WIDTH : 5;
        int[] shifts = new int[columns];
        Arrays.fill(shifts, 40);
        var requant = new ColumnRequant(Samples.multipliers(columns), shifts, 1, -128, 127);
        for (byte[] x : Samples.fills(HEIGHT * WIDTH * convolution.channels())) {
            int[] expected = new int[outHeight * outWidth * columns];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = sum(convolution, weights, start, x, i / columns / outWidth, i / columns % outWidth, i % columns);
            }
            for (int[] part : PARTS) {
                int[] block = {part[0] * outWidth + part[1], part[2] * outWidth + part[3]};
                int[] sums = new int[(block[1] - block[0]) * columns];
                packed.sums(x, 0, HEIGHT, WIDTH, outWidth, block[0], block[1], sums, 0);
                assertArrayEquals(Arrays.copyOfRange(expected, block[0] * columns, block[1] * columns), sums);
                byte[] codes = new byte[sums.length];
                packed.codes(x, 0, HEIGHT, WIDTH, outWidth, block[0], block[1], requant, codes, 0);
                for (int i = 0; i < codes.length; i++) assertEquals(requant.code(sums[i], i % columns), codes[i]);
                byte[] added = Samples.bytes(codes.length + 1);
                byte[] both = new byte[codes.length];
                packed.codes(x, 0, HEIGHT, WIDTH, outWidth, block[0], block[1], requant, added, 1, SUM, both, 0);
                for (int i = 0; i < codes.length; i++) assertEquals(SUM.code(codes[i], added[i + 1]), both[i]);
            }
        }
    }

    private static int sum(Convolution it, byte[] weights, int[] start, byte[] x, int row, int column, int out) {
        int depth = it.channels() / it.groups();
        int group = out / (it.columns() / it.groups());
        int sum = start[out];
        for (int tap = 0; tap < it.kernelHeight() * it.kernelWidth(); tap++) {
            int y = row * it.strideHeight() - it.padTop() + tap / it.kernelWidth() * it.dilationHeight();
            int z = column * it.strideWidth() - it.padLeft() + tap % it.kernelWidth() * it.dilationWidth();
            boolean inside = y >= 0 && y < HEIGHT && z >= 0 && z < WIDTH;
            for (int k = 0; k < depth; k++) {
                byte code = inside ? x[(y * WIDTH + z) * it.channels() + group * depth + k] : PAD;
                sum += (it.unsigned() ? code & 0xff : code) * weights[(tap * depth + k) * it.columns() + out];
            }
        }
        return sum;
    }
}
