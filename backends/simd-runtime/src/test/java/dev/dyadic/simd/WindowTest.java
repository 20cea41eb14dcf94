// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever moves windows over images, against the definition of a tap. */
class WindowTest {

    /** Two images of 5 x 4 pixels of which a part of the channels is looked at; strides, dilations and pads all differ. */
    private static final Window SPARSE = window(2 * Lanes.FLOATS + 1, 2, 3, 2, 2, 1, 1, 2, 1, 2, 3, 6);

    /** All channels, whole vectors of them, and neighbouring taps. */
    private static final Window DENSE = window(4 * Lanes.FLOATS, 0, 3, 3, 1, 1, 1, 1, 1, 1, 5, 4);

    private static final List<Window> WINDOWS = List.of(SPARSE, DENSE);

    private static Window window(int channels, int apart, int... rest) {
        return new Window(5, 4, channels, channels + apart, rest[0], rest[1], rest[2], rest[3], rest[4], rest[5], rest[6],
                rest[7],
                rest[8], rest[9]);
    }

    private static int pixels(Window window) {
        return 2 * window.outPixels();
    }

    private static int input(Window window) {
        return 2 * 5 * 4 * window.pixelStride();
    }

    @ParameterizedTest
    @FieldSource("WINDOWS") void rowsHoldTheTapsOfAWindow(Window window) {
        int channels = window.channels();
        int taps = window.taps();
        byte[] x = Samples.bytes(input(window));
        byte[] out = new byte[(pixels(window) - 1) * window.taps() * window.channels()];
        Im2Col.bytes(window, x, 0, (byte) 9, 1, pixels(window), out, 0);
        float[] floats = new float[input(window)];
        for (int i = 0; i < input(window); i++) floats[i] = x[i];
        float[] rows = new float[out.length];
        Im2Col.floats(window, floats, 0, 1, pixels(window), rows, 0);
        for (int i = 0; i < out.length; i++) {
            int at = at(window, 1 + i / channels / taps, i / channels % taps, i % channels);
            assertEquals(at < 0 ? 9 : x[at], out[i]);
            assertEquals(at < 0 ? 0 : x[at], rows[i]);
        }
    }

    @ParameterizedTest
    @FieldSource("WINDOWS") void depthwiseSumsAreExact(Window window) {
        int channels = window.channels();
        int taps = window.taps();
        byte[] weights = Samples.bytes(taps * channels);
        int[] start = Samples.ints(channels);
        for (byte[] x : Samples.fills(input(window))) {
            for (boolean unsigned : new boolean[] {false, true}) {
                int[] expected = new int[pixels(window) * channels];
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = start[i % channels];
                    for (int tap = 0; tap < taps; tap++) {
                        int at = at(window, i / channels, tap, i % channels);
                        byte code = at < 0 ? -2 : x[at];
                        expected[i] += (unsigned ? code & 0xff : code) * weights[tap * channels + i % channels];
                    }
                }
                int[] sums = new int[expected.length];
                Depthwise.sums(window, x, 0, unsigned, (byte) -2, weights, start, 0, pixels(window), sums, 0);
                assertArrayEquals(expected, sums);
                int[] ones = new int[channels];
                Arrays.fill(ones, 40);
                ColumnRequant requant = new ColumnRequant(Samples.multipliers(channels), ones, 1, -128, 127);
                byte[] codes = new byte[sums.length];
                Depthwise.codes(window, x, 0, unsigned, (byte) -2, weights, start, requant, 0, pixels(window), codes, 0);
                for (int i = 0; i < codes.length; i++) assertEquals(requant.code(sums[i], i % channels), codes[i]);
            }
        }
    }

    /** Whole numbers, whose sums are exact however they are rounded; from a pixel on, so that lines are parted. */
    @ParameterizedTest
    @FieldSource("WINDOWS") void channelsOfFloatsAreMultipliedByThemselves(Window window) {
        int channels = window.channels();
        float[] x = whole(input(window));
        float[] weights = whole(window.taps() * channels);
        for (float[] bias : new float[][] {{}, whole(channels)}) {
            int from = Math.min(1, pixels(window));
            float[] out = new float[pixels(window) * channels];
            Depthwise.floats(window, x, 0, weights, bias, from, pixels(window), out, from * channels);
            for (int i = from * channels; i < out.length; i++) {
                float sum = bias.length == 0 ? 0 : bias[i % channels];
                for (int tap = 0; tap < window.taps(); tap++) {
                    int at = at(window, i / channels, tap, i % channels);
                    if (at >= 0) sum += x[at] * weights[tap * channels + i % channels];
                }
                assertEquals(sum, out[i]);
            }
        }
    }

    private static float[] whole(int length) {
        byte[] bytes = Samples.bytes(length);
        float[] floats = new float[length];
        for (int i = 0; i < length; i++) floats[i] = bytes[i];
        return floats;
    }

    @ParameterizedTest
    @FieldSource("WINDOWS") void poolsTakeTheLargestAndTheAverage(Window window) {
        int channels = window.channels();
        int taps = window.taps();
        byte[] x = Samples.bytes(input(window));
        float[] floats = new float[input(window)];
        for (int i = 0; i < input(window); i++) floats[i] = x[i];
        byte[] codes = new byte[pixels(window) * channels];
        byte[] unsigned = new byte[codes.length];
        float[] most = new float[codes.length];
        float[] average = new float[codes.length];
        float[] weighted = new float[codes.length];
        float[] ones = new float[taps * channels];
        Arrays.fill(ones, 1);
        Pools.max(window, x, 0, false, 0, pixels(window), codes, 0);
        Pools.max(window, x, 0, true, 0, pixels(window), unsigned, 0);
        Pools.max(window, floats, 0, 0, pixels(window), most, 0);
        Pools.average(window, floats, 0, taps, 0, pixels(window), average, 0);
        Depthwise.floats(window, floats, 0, ones, new float[0], 0, pixels(window), weighted, 0);
        for (int i = 0; i < codes.length; i++) {
            int signedMost = -128;
            int unsignedMost = 0;
            float sum = 0;
            for (int tap = 0; tap < taps; tap++) {
                int at = at(window, i / channels, tap, i % channels);
                if (at < 0) continue;
                signedMost = Math.max(signedMost, x[at]);
                unsignedMost = Math.max(unsignedMost, x[at] & 0xff);
                sum += x[at];
            }
            assertEquals(signedMost, codes[i]);
            assertEquals((byte) unsignedMost, unsigned[i]);
            if (most[i] > Float.NEGATIVE_INFINITY) assertEquals(signedMost, most[i]);
            assertEquals(sum / taps, average[i]);
            assertEquals(sum, weighted[i]);
        }
    }

    @ParameterizedTest
    @FieldSource("WINDOWS") void pixelsDoNotDependOnTheCut(Window window) {
        int channels = window.channels();
        byte[] x = Samples.bytes(input(window));
        byte[] weights = Samples.bytes(window.taps() * channels);
        int[] whole = new int[pixels(window) * channels];
        int[] parts = new int[whole.length];
        int[] start = Samples.ints(channels);
        Depthwise.sums(window, x, 0, true, (byte) 5, weights, start, 0, pixels(window), whole, 0);
        for (int from = 0; from < pixels(window); from += 5) {
            int to = Math.min(from + 5, pixels(window));
            Depthwise.sums(window, x, 0, true, (byte) 5, weights, start, from, to, parts, from * channels);
        }
        assertArrayEquals(whole, parts);
    }

    private static int at(Window window, int pixel, int tap, int channel) {
        int y = pixel % window.outPixels() / window.outWidth() * window.strideHeight() - window.padTop()
                + tap / window.kernelWidth() * window.dilationHeight();
        int x = pixel % window.outWidth() * window.strideWidth() - window.padLeft()
                + tap % window.kernelWidth() * window.dilationWidth();
        if (y < 0 || y >= 5 || x < 0 || x >= 4) return -1;
        return ((pixel / window.outPixels() * 5 + y) * 4 + x) * window.pixelStride() + channel;
    }
}
