// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Depthwise} of f32 in vectors of channels, where the image lies. Along a line, pixels whose windows lie inside of it share their
 * taps; those at its ends have fewer, and taps outside are passed over.
 */
final class DepthwiseFloats {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();

    /** The weights of so many channels stay in the first cache while pixels pass by. */
    private static final int CHANNELS = 64;

    private final Window window;
    private final float[] x;
    private final int xAt;
    private final float[] weights;
    private final float[] start;
    private final float[] out;

    /** Of each tap in use, where it is read, from the window's corner on, and where its weights stand. */
    private final int[] taps;
    private int count;

    private DepthwiseFloats(Window window, float[] x, int xAt, float[] weights, float[] start, float[] out) {
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
        var channels = new DepthwiseFloats(window, x, xAt, weights, bias.length == 0 ? nothing(window.channels()) : bias, out);
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
            for (int i = 0; i < to - from; i += FourPixels.COUNT) {
                int last = Math.min(FourPixels.COUNT, to - from - i) - 1;
                for (int c = block; c < Math.min(whole, block + CHANNELS); c += LENGTH)
                    FourPixels.sum(x, at + i * step + c, step, last, taps, count, weights, c, start, c, out,
                            outAt + i * channels + c, channels);
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
}
