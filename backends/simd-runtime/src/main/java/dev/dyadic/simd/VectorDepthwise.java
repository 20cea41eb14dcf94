// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Depthwise} of codes in vectors of channels, in f32: sums are exact below 2^24. */
final class VectorDepthwise {

    /** So many products of u8 by i8 sum exactly. */
    static final int MOST_TAPS = 512;

    private static final VectorSpecies<Float> FLOATS = Species.F32;
    private static final VectorSpecies<Integer> INTS = Species.I32;
    private static final int LENGTH = FLOATS.length();
    private static final int PIXELS = 4;

    private VectorDepthwise() {}

    /** Scratch memory that begins with the sums of output pixels of one image, {@link #padded} floats each. */
    static float[] sums(Window window, byte[] x, int xAt, boolean unsigned, byte pad, byte[] weights, int from, int to) {
        Strip strip = strip(window, from, to);
        int channels = window.channels();
        int weightsAt = (to - from) * strip.padded();
        int startAt = weightsAt + window.taps() * strip.padded();
        int stripAt = startAt + strip.padded();
        float[] scratch = Scratch.floats(stripAt + strip.length());
        for (int tap = 0; tap < window.taps(); tap++)
            VectorBytes.widen(weights, tap * channels, false, channels, scratch, weightsAt + tap * strip.padded());
        Arrays.fill(scratch, startAt, stripAt, 0);
        strip.fill(x, xAt, unsigned, unsigned ? pad & 0xff : pad, scratch, stripAt);
        multiply(strip, scratch, weightsAt, startAt, stripAt, from, to);
        return scratch;
    }

    /** {@code start + sum}, of whole sums. */
    static void add(float[] sums, int sumsAt, int[] start, int count, int[] out, int outAt) {
        int c = 0;
        for (int end = INTS.loopBound(count); c < end; c += LENGTH) {
            IntVector sum = (IntVector) FloatVector.fromArray(FLOATS, sums, sumsAt + c).castShape(INTS, 0);
            sum.add(IntVector.fromArray(INTS, start, c)).intoArray(out, outAt + c);
        }
        for (; c < count; c++) out[outAt + c] = start[c] + (int) sums[sumsAt + c];
    }

    /** Channels filled up to whole vectors. */
    static int padded(int channels) {
        return Math.ceilDiv(channels, LENGTH) * LENGTH;
    }

    private static Strip strip(Window window, int from, int to) {
        int rows = (to - 1) / window.outWidth() - from / window.outWidth() + 1;
        int first = from % window.outPixels() / window.outWidth();
        return new Strip(window, padded(window.channels()), from / window.outPixels(), first, rows);
    }

    private static void multiply(Strip strip, float[] scratch, int weightsAt, int startAt, int stripAt, int from, int to) {
        Window window = strip.window();
        int padded = strip.padded();
        int[] taps = Scratch.ints(window.taps());
        strip.taps(taps);
        int step = window.strideWidth() * padded;
        for (int pixel = from; pixel < to;) {
            int column = pixel % window.outWidth();
            int row = pixel / window.outWidth() - from / window.outWidth();
            int count = Math.min(window.outWidth() - column, to - pixel);
            int at = stripAt + row * window.strideHeight() * strip.columns() * padded + column * step;
            for (int c = 0; c < padded; c += LENGTH) {
                for (int i = 0; i < count; i += PIXELS) {
                    four(scratch, at + i * step + c, step, Math.min(PIXELS, count - i) - 1, taps, window.taps(), weightsAt + c,
                            startAt + c, padded, (pixel - from + i) * padded + c);
                }
            }
            pixel += count;
        }
    }

    /**
     * A vector of channels of pixels {@code 0} to {@code last}, at most 4; the last is repeated. They share the weights that are loaded, and
     * hide the latency of each other's multiply-adds.
     */
    private static void four(float[] x, int at, int step, int last, int[] taps, int count, int weightsAt, int startAt, int padded,
            int sumsAt) {
        int x1 = at + Math.min(1, last) * step;
        int x2 = at + Math.min(2, last) * step;
        int x3 = at + last * step;
        FloatVector s0 = FloatVector.fromArray(FLOATS, x, startAt);
        FloatVector s1 = s0, s2 = s0, s3 = s0;
        for (int tap = 0; tap < count; tap++) {
            FloatVector w = FloatVector.fromArray(FLOATS, x, weightsAt + tap * padded);
            int offset = taps[tap];
            s0 = w.fma(FloatVector.fromArray(FLOATS, x, at + offset), s0);
            s1 = w.fma(FloatVector.fromArray(FLOATS, x, x1 + offset), s1);
            s2 = w.fma(FloatVector.fromArray(FLOATS, x, x2 + offset), s2);
            s3 = w.fma(FloatVector.fromArray(FLOATS, x, x3 + offset), s3);
        }
        s0.intoArray(x, sumsAt);
        s1.intoArray(x, sumsAt + Math.min(1, last) * padded);
        s2.intoArray(x, sumsAt + Math.min(2, last) * padded);
        s3.intoArray(x, sumsAt + last * padded);
    }
}
