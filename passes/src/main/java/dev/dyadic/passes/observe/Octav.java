// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.Sketch.Range;

/**
 * The clipping magnitude c of least mean squared error, by Newton's method on
 * {@code c^2 4^-bits / 3 * P(0 < |x| <= c) + E[(|x| - c)^2; |x| > c]} (Sakr et al., "Optimal Clipping and Magnitude-aware Differentiation
 * for Improved Quantization-aware Training", 2022). Numbers of one sign use all codes on that side, so the noise is that of one bit more.
 * The range is {@code [-c, c]} as far as numbers were seen there. Moments are taken from the middles of a histogram's bins.
 *
 * @param bits 2 to 16
 */
public record Octav(int bits) implements Observer {

    private static final int MOST_ROUNDS = 100;

    public Octav {
        if (bits < 2 || bits > 16) throw new IllegalArgumentException("bits is 2 to 16, not " + bits);
    }

    /** For 8 bits. */
    public Octav() {
        this(8);
    }

    @Override public String name() { return "octav"; }
    @Override public String summary() { return "Finds the clipping of least mean squared error by Newton's method (OCTAV)."; }
    @Override public Sketch start() { return new HistogramSketch(this, this::read); }

    private Range read(Histogram seen) {
        if (seen.width() == 0) return new Range(seen.min(), seen.max());
        boolean oneSided = seen.min() >= 0 || seen.max() <= 0;
        double noise = Math.scalb(1.0, -2 * (oneSided ? bits + 1 : bits)) / 3;
        double clip = newton(seen.magnitudes(), noise) * seen.width();
        return new Range(Math.max(seen.min(), Math.min(-clip, seen.max())), Math.min(seen.max(), Math.max(clip, seen.min())));
    }

    /** The clip in bin widths. */
    private static double newton(long[] counts, double noise) {
        double clip = mean(counts);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double next = next(counts, noise, clip);
            if (next == clip) break;
            clip = next;
        }
        return clip;
    }

    private static double mean(long[] counts) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * (i + 0.5);
            count += counts[i];
        }
        return sum / count;
    }

    /** One step; all of the range where nothing lies above the clip. */
    private static double next(long[] counts, double noise, double clip) {
        long within = 0;
        long above = 0;
        double sumAbove = 0;
        for (int i = 0; i < counts.length; i++) {
            double middle = i + 0.5;
            if (middle <= clip) within += counts[i];
            else {
                above += counts[i];
                sumAbove += counts[i] * middle;
            }
        }
        return above == 0 ? counts.length : sumAbove / (noise * within + above);
    }
}
