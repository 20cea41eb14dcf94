// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.Sketch.Range;

/**
 * A range that holds a share of the numbers; of the others, at most half lie below and half above it. Its ends are rounded outward to the
 * bins of a histogram, each at most 1/2048 of the largest magnitude wide, but never beyond the smallest and the largest number.
 *
 * @param share per cent, above 0 and at most 100
 */
public record Percentile(double share) implements Observer {

    public Percentile {
        if (!(share > 0 && share <= 100))
            throw new IllegalArgumentException("share is a percentage above 0 and at most 100, not " + share);
    }

    /** A share of 99.99 per cent. */
    public Percentile() {
        this(99.99);
    }

    @Override public String name() { return "percentile"; }
    @Override public String summary() {
        return "Takes a range that holds a share of the numbers, cutting off equally at both ends.";
    }
    @Override public Sketch start() { return new HistogramSketch(this, this::read); }

    private Range read(Histogram seen) {
        long cut = (long) (seen.count() * ((100 - share) / 200));
        double high = end(seen.width(), cut, seen::positive, seen.zeros(), seen::negative);
        double low = -end(seen.width(), cut, seen::negative, seen.zeros(), seen::positive);
        return new Range(Math.max(seen.min(), low) + 0.0, Math.min(seen.max(), high) + 0.0);
    }

    /** Coming in from an end, the outer edge of the bin at which more than {@code cut} numbers have been passed. */
    private static double end(double width, long cut, Bins near, long zeros, Bins far) {
        long passed = 0;
        for (int i = Histogram.BINS - 1; i >= 0; i--) {
            passed += near.count(i);
            if (passed > cut) return (i + 1) * width;
        }
        passed += zeros;
        for (int i = 0; i < Histogram.BINS && passed <= cut; i++) {
            passed += far.count(i);
            if (passed > cut) return -i * width;
        }
        return 0;
    }

    /** The counts of one side. */
    @FunctionalInterface
    private interface Bins {
        long count(int bin);
    }
}
