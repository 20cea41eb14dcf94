// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whatever moves windows over images, against the definition of a tap. */
class WindowTest {

    private static final int CHANNELS = 2 * Lanes.FLOATS + 1;

    /** Two images of 5 x 4 pixels of which a part of the channels is looked at; strides, dilations and pads all differ. */
    private static final Window WINDOW = new Window(5, 4, CHANNELS, CHANNELS + 2, 3, 2, 2, 1, 1, 2, 1, 2, 3, 6);

    private static final int PIXELS = 2 * WINDOW.outPixels();
    private static final int INPUT = 2 * 5 * 4 * (CHANNELS + 2);

    @Test void rowsHoldTheTapsOfAWindow() {
        byte[] x = Samples.bytes(INPUT);
        byte[] out = new byte[(PIXELS - 1) * 6 * CHANNELS];
        Im2Col.bytes(WINDOW, x, 0, (byte) 9, 1, PIXELS, out, 0);
        float[] floats = new float[INPUT];
        for (int i = 0; i < INPUT; i++) floats[i] = x[i];
        float[] rows = new float[out.length];
        Im2Col.floats(WINDOW, floats, 0, 1, PIXELS, rows, 0);
        for (int i = 0; i < out.length; i++) {
            int at = at(1 + i / CHANNELS / 6, i / CHANNELS % 6, i % CHANNELS);
            assertEquals(at < 0 ? 9 : x[at], out[i]);
            assertEquals(at < 0 ? 0 : x[at], rows[i]);
        }
    }

    @Test void depthwiseSumsAreExact() {
        byte[] weights = Samples.bytes(6 * CHANNELS);
        int[] start = Samples.ints(CHANNELS);
        for (byte[] x : Samples.fills(INPUT)) {
            for (boolean unsigned : new boolean[] {false, true}) {
                int[] expected = new int[PIXELS * CHANNELS];
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = start[i % CHANNELS];
                    for (int tap = 0; tap < 6; tap++) {
                        int at = at(i / CHANNELS, tap, i % CHANNELS);
                        byte code = at < 0 ? -2 : x[at];
                        expected[i] += (unsigned ? code & 0xff : code) * weights[tap * CHANNELS + i % CHANNELS];
                    }
                }
                int[] sums = new int[expected.length];
                Depthwise.sums(WINDOW, x, 0, unsigned, (byte) -2, weights, start, 0, PIXELS, sums, 0);
                assertArrayEquals(expected, sums);
                int[] ones = new int[CHANNELS];
                Arrays.fill(ones, 40);
                ColumnRequant requant = new ColumnRequant(Samples.multipliers(CHANNELS), ones, 1, -128, 127);
                byte[] codes = new byte[sums.length];
                Depthwise.codes(WINDOW, x, 0, unsigned, (byte) -2, weights, start, requant, 0, PIXELS, codes, 0);
                for (int i = 0; i < codes.length; i++) assertEquals(requant.code(sums[i], i % CHANNELS), codes[i]);
            }
        }
    }

    @Test void poolsTakeTheLargestAndTheAverage() {
        byte[] x = Samples.bytes(INPUT);
        float[] floats = new float[INPUT];
        for (int i = 0; i < INPUT; i++) floats[i] = x[i];
        byte[] codes = new byte[PIXELS * CHANNELS];
        byte[] unsigned = new byte[codes.length];
        float[] most = new float[codes.length];
        float[] average = new float[codes.length];
        float[] weighted = new float[codes.length];
        float[] ones = new float[6 * CHANNELS];
        Arrays.fill(ones, 1);
        Pools.max(WINDOW, x, 0, false, 0, PIXELS, codes, 0);
        Pools.max(WINDOW, x, 0, true, 0, PIXELS, unsigned, 0);
        Pools.max(WINDOW, floats, 0, 0, PIXELS, most, 0);
        Pools.average(WINDOW, floats, 0, 6, 0, PIXELS, average, 0);
        Depthwise.floats(WINDOW, floats, 0, ones, new float[0], 0, PIXELS, weighted, 0);
        for (int i = 0; i < codes.length; i++) {
            int signedMost = -128;
            int unsignedMost = 0;
            float sum = 0;
            for (int tap = 0; tap < 6; tap++) {
                int at = at(i / CHANNELS, tap, i % CHANNELS);
                if (at < 0) continue;
                signedMost = Math.max(signedMost, x[at]);
                unsignedMost = Math.max(unsignedMost, x[at] & 0xff);
                sum += x[at];
            }
            assertEquals(signedMost, codes[i]);
            assertEquals((byte) unsignedMost, unsigned[i]);
            if (most[i] > Float.NEGATIVE_INFINITY) assertEquals(signedMost, most[i]);
            assertEquals(sum / 6, average[i]);
            assertEquals(sum, weighted[i]);
        }
    }

    private static int at(int pixel, int tap, int channel) {
        int y = pixel % 18 / 6 * 2 - 1 + tap / 2;
        int x = pixel % 6 - 2 + tap % 2 * 2;
        if (y < 0 || y >= 5 || x < 0 || x >= 4) return -1;
        return ((pixel / 18 * 5 + y) * 4 + x) * (CHANNELS + 2) + channel;
    }
}
