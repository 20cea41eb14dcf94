// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Depthwise} of f32 in vectors of channels, where the image lies. Along a line, pixels whose windows lie inside of it share their
 * taps; those at its ends have fewer, and taps outside are passed over.
 */
final class VectorChannels {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();
    private static final int PIXELS = 4;

    /** The weights of so many channels stay in the first cache while pixels pass by. */
    private static final int CHANNELS = 64;

    private final Window window;
    private final float[] x;
    private final int xAt;
    private final float[] weights;
    private final float[] start;
    private final float[] out;

    /** Where the taps in use are read, from the first one on, and after them where their weights stand. */
    private final int[] taps;
    private int count;

    private VectorChannels(Window window, float[] x, int xAt, float[] weights, float[] start, float[] out) {
        this.window = window;
        this.x = x;
        this.xAt = xAt;
        this.weights = weights;
        this.start = start;
        this.out = out;
        this.taps = Scratch.ints(2 * window.taps());
    }

    /** @param bias empty to add nothing */
    static void floats(
            Window window, float[] x, int xAt, float[] weights, float[] bias, int from, int to, float[] out, int outAt) {
        var channels = new VectorChannels(window, x, xAt, weights, bias.length == 0 ? nothing(window.channels()) : bias, out);
        for (int pixel = from, end; pixel < to; pixel = end) {
            end = Math.min(to, (pixel / window.outWidth() + 1) * window.outWidth());
            channels.line(pixel, end, outAt + (pixel - from) * window.channels());
        }
    }

    private static float[] nothing(int channels) {
        float[] zeros = Scratch.floats(channels);
        Arrays.fill(zeros, 0, channels, 0);
        return zeros;
    }

    /** Pixels of a line: those at its beginning, those inside, those at its end. */
    private void line(int from, int to, int outAt) {
        int spread = (window.kernelWidth() - 1) * window.dilationWidth();
        int line = from / window.outWidth() * window.outWidth();
        int inside = line + Math.ceilDiv(window.padLeft(), window.strideWidth());
        int outside = line + Math.floorDiv(window.width() - 1 - spread + window.padLeft(), window.strideWidth()) + 1;
        int first = Math.clamp(inside, from, to);
        int end = Math.clamp(outside, first, to);
        for (int pixel = from; pixel < first; pixel++) pixels(pixel, pixel + 1, outAt + (pixel - from) * window.channels());
        if (first < end) pixels(first, end, outAt + (first - from) * window.channels());
        for (int pixel = end; pixel < to; pixel++) pixels(pixel, pixel + 1, outAt + (pixel - from) * window.channels());
    }

    /** Pixels that have the same taps. */
    private void pixels(int from, int to, int outAt) {
        int image = from / window.outPixels();
        int y = from % window.outPixels() / window.outWidth() * window.strideHeight() - window.padTop();
        int column = window.firstColumn(from);
        take(y, column);
        int at = xAt + ((image * window.height() + y) * window.width() + column) * window.pixelStride();
        int step = window.strideWidth() * window.pixelStride();
        int channels = window.channels();
        int whole = LANES.loopBound(channels);
        for (int block = 0; block < whole; block += CHANNELS) {
            for (int i = 0; i < to - from; i += PIXELS) {
                int last = Math.min(PIXELS, to - from - i) - 1;
                for (int c = block; c < Math.min(whole, block + CHANNELS); c += LENGTH)
                    four(x, at + i * step + c, step, last, taps, count, weights, c, start, out, outAt + i * channels + c,
                            channels);
            }
        }
        for (int i = 0; i < to - from; i++) {
            for (int c = whole; c < channels; c++) out[outAt + i * channels + c] = one(at + i * step + c, c);
        }
    }

    /** Takes the taps of a window that begins there and lie in the image. */
    private void take(int y, int column) {
        count = 0;
        for (int tap = 0; tap < window.taps(); tap++) {
            int down = tap / window.kernelWidth() * window.dilationHeight();
            int right = tap % window.kernelWidth() * window.dilationWidth();
            if (y + down < 0 || y + down >= window.height() || column + right < 0 || column + right >= window.width()) continue;
            taps[2 * count] = (down * window.width() + right) * window.pixelStride();
            taps[2 * count + 1] = tap * window.channels();
            count++;
        }
    }

    private float one(int at, int c) {
        float sum = start[c];
        for (int i = 0; i < count; i++) sum = Math.fma(weights[taps[2 * i + 1] + c], x[at + taps[2 * i]], sum);
        return sum;
    }

    /**
     * A vector of channels of pixels {@code 0} to {@code last}, at most 4; the last is repeated. They share the weights that are loaded, and
     * hide the latency of each other's multiply-adds.
     */
    private static void four(float[] x, int at, int step, int last, int[] taps, int count, float[] weights, int c, float[] start,
            float[] out, int outAt, int channels) {
        int x1 = at + Math.min(1, last) * step;
        int x2 = at + Math.min(2, last) * step;
        int x3 = at + last * step;
        FloatVector s0 = FloatVector.fromArray(LANES, start, c);
        FloatVector s1 = s0, s2 = s0, s3 = s0;
        for (int i = 0; i < count; i++) {
            FloatVector w = FloatVector.fromArray(LANES, weights, taps[2 * i + 1] + c);
            int offset = taps[2 * i];
            s0 = w.fma(FloatVector.fromArray(LANES, x, at + offset), s0);
            s1 = w.fma(FloatVector.fromArray(LANES, x, x1 + offset), s1);
            s2 = w.fma(FloatVector.fromArray(LANES, x, x2 + offset), s2);
            s3 = w.fma(FloatVector.fromArray(LANES, x, x3 + offset), s3);
        }
        s0.intoArray(out, outAt);
        s1.intoArray(out, outAt + Math.min(1, last) * channels);
        s2.intoArray(out, outAt + Math.min(2, last) * channels);
        s3.intoArray(out, outAt + last * channels);
    }
}
