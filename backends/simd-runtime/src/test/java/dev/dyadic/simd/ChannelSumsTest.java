// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelSumsTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "7, 33, 5", "100, 16, -128"}) void codesSumUpLessTheZeroPoint(int pixels, int channels, int zero) {
        byte[] x = Samples.bytes(3 + pixels * channels);
        for (boolean unsigned : new boolean[] {false, true}) {
            int[] sums = new int[channels];
            long[] wide = new long[channels];
            long[] expected = new long[channels];
            for (int i = 0; i < pixels * channels; i++) {
                expected[i % channels] += (unsigned ? x[3 + i] & 0xff : x[3 + i]) - zero;
            }
            ChannelSums.codes(x, 3, unsigned, pixels, channels, zero, sums, 0);
            ChannelSums.codes(x, 3, unsigned, pixels, channels, zero, wide, 0);
            assertArrayEquals(expected, wide);
            for (int c = 0; c < channels; c++) assertEquals((int) expected[c], sums[c]);
        }
    }

    @ParameterizedTest
    @CsvSource({"40000000, 1"}) void sumsBeyond32BitsAreExact(int pixels, int channels) {
        byte[] x = new byte[pixels * channels];
        java.util.Arrays.fill(x, (byte) -128);
        long[] wide = new long[channels];
        ChannelSums.codes(x, 0, true, pixels, channels, 0, wide, 0);
        assertEquals(pixels * 128L, wide[0]);
    }

    @ParameterizedTest
    @CsvSource({"9, 17"}) void averagesAreSummedInF64(int pixels, int channels) {
        float[] x = Samples.floats(pixels * channels);
        float[] out = new float[channels];
        ChannelSums.averages(x, 0, pixels, channels, out, 0);
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int pixel = 0; pixel < pixels; pixel++) sum += x[pixel * channels + c];
            assertEquals((float) (sum / pixels), out[c]);
        }
    }
}
