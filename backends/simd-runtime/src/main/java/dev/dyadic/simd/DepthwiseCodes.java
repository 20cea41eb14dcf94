// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Depthwise} of codes in vectors of channels, in f32: sums are exact below 2^24. */
final class DepthwiseCodes {

    /** So many products of u8 by i8 sum exactly. */
    static final int MOST_TAPS = 512;

    private static final VectorSpecies<Float> FLOATS = Species.F32;
    private static final VectorSpecies<Integer> INTS = Species.I32;
    private static final int LENGTH = FLOATS.length();

    private DepthwiseCodes() {}

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
        int[] taps = Scratch.ints(2 * window.taps());
        strip.taps(taps);
        int step = window.strideWidth() * padded;
        for (int pixel = from; pixel < to;) {
            int column = pixel % window.outWidth();
            int row = pixel / window.outWidth() - from / window.outWidth();
            int count = Math.min(window.outWidth() - column, to - pixel);
            int at = stripAt + row * window.strideHeight() * strip.columns() * padded + column * step;
            for (int c = 0; c < padded; c += LENGTH) {
                for (int i = 0; i < count; i += FourPixels.COUNT) {
                    FourPixels.sum(scratch, at + i * step + c, step, Math.min(FourPixels.COUNT, count - i) - 1, taps,
                            window.taps(), scratch, weightsAt + c, scratch, startAt + c, scratch, (pixel - from + i) * padded + c,
                            padded);
                }
            }
            pixel += count;
        }
    }
}
