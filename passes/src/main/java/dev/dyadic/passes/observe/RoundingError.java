// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import dev.dyadic.plugin.Sketch.Range;

/**
 * The squared error of the numbers of a histogram when they become integers with a scale and a zero point. Within a bin the numbers count
 * as evenly spread, and the error is integrated in closed form; zeros have none.
 */
final class RoundingError {

    private final int steps;
    private final double[] from;
    private final double[] to;
    private final long[] counts;

    RoundingError(Histogram seen, int bits) {
        steps = (1 << bits) - 1;
        int filled = 0;
        for (int i = 0; i < Histogram.BINS; i++) {
            if (seen.negative(i) > 0) filled++;
            if (seen.positive(i) > 0) filled++;
        }
        from = new double[filled];
        to = new double[filled];
        counts = new long[filled];
        int at = 0;
        for (int i = 0; i < Histogram.BINS; i++) {
            double near = i * seen.width();
            double far = (i + 1) * seen.width();
            if (seen.negative(i) > 0) at = put(at, -far, -near, seen.negative(i));
            if (seen.positive(i) > 0) at = put(at, near, far, seen.positive(i));
        }
    }

    private int put(int at, double low, double high, long count) {
        from[at] = low;
        to[at] = high;
        counts[at] = count;
        return at + 1;
    }

    /** The sum of squared errors for a range, which is widened to hold zero; 0 for a range that is only zero. */
    double of(Range range) {
        double low = Math.min(0, range.low());
        double high = Math.max(0, range.high());
        if (low == high) return 0;
        double scale = (high - low) / steps;
        double bottom = Math.rint(low / scale);
        double top = bottom + steps;
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            double a = from[i] / scale;
            double b = to[i] / scale;
            sum += counts[i] * ((integral(b, bottom, top) - integral(a, bottom, top)) / (b - a));
        }
        return sum * scale * scale;
    }

    /** The integral, up to x, of {@code (x - q)^2} where q is the integer of {@code [bottom, top]} nearest to x. */
    private static double integral(double x, double bottom, double top) {
        double nearest = Math.clamp(Math.rint(x), bottom, top);
        double rest = x - nearest;
        return nearest / 12 + rest * rest * rest / 3;
    }
}
