// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

/**
 * How often numbers of each size were seen: {@value #BINS} bins on either side of zero, zero itself apart. Bin i of a side holds the
 * magnitudes in {@code [i * width, (i + 1) * width)}.
 *
 * <p>The width is the smallest power of two for which the largest magnitude seen has a bin. When a larger one comes, pairs of bins become
 * one, which loses nothing that the wider bins would have told apart. So the counts follow from which numbers were seen and how often,
 * whatever their order and however they were cut into parts, and at least half of the bins are in use.
 */
final class Histogram {

    static final int BINS = 4096;

    private static final int LOG_BINS = 12;
    private static final long[] NONE = {};

    private int exponent = Integer.MIN_VALUE;
    private double limit;
    private double perWidth;
    private long[] negative = NONE;
    private long[] positive = NONE;
    private long zeros;
    private long count;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;

    /** Sees numbers; what is not finite is left out. */
    void add(float[] values, int from, int to) {
        for (int i = from; i < to; i++) add(values[i]);
    }

    private void add(float value) {
        float magnitude = Math.abs(value);
        if (!(magnitude <= Float.MAX_VALUE)) return;
        count++;
        if (value < min) min = value;
        if (value > max) max = value;
        if (magnitude == 0) {
            zeros++;
            return;
        }
        if (magnitude >= limit) widen(Math.getExponent((double) magnitude) + 1 - LOG_BINS);
        int bin = (int) (magnitude * perWidth);
        if (value < 0) {
            if (negative.length == 0) negative = new long[BINS];
            negative[bin]++;
            return;
        }
        if (positive.length == 0) positive = new long[BINS];
        positive[bin]++;
    }

    /** Sees all that another one has seen. */
    void add(Histogram other) {
        count += other.count;
        zeros += other.zeros;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        if (other.exponent == Integer.MIN_VALUE) return;
        widen(other.exponent);
        int shift = Math.min(exponent - other.exponent, LOG_BINS);
        negative = sum(negative, other.negative, shift);
        positive = sum(positive, other.positive, shift);
    }

    private static long[] sum(long[] counts, long[] others, int shift) {
        if (others.length == 0) return counts;
        long[] sum = counts.length == 0 ? new long[BINS] : counts;
        for (int i = 0; i < BINS; i++) sum[i >> shift] += others[i];
        return sum;
    }

    private void widen(int wanted) {
        if (wanted <= exponent) return;
        int shift = exponent == Integer.MIN_VALUE ? 0 : Math.min(wanted - exponent, LOG_BINS);
        join(negative, shift);
        join(positive, shift);
        exponent = wanted;
        limit = Math.scalb((double) BINS, wanted);
        perWidth = Math.scalb(1.0, -wanted);
    }

    private static void join(long[] counts, int shift) {
        if (shift == 0) return;
        for (int i = 0; i < counts.length; i++) {
            long moved = counts[i];
            counts[i] = 0;
            counts[i >> shift] += moved;
        }
    }

    /** How many finite numbers were seen. */
    long count() {
        return count;
    }

    long zeros() {
        return zeros;
    }

    /** The smallest number seen, exactly; never {@code -0}. */
    double min() {
        return min + 0.0;
    }

    /** The largest number seen, exactly; never {@code -0}. */
    double max() {
        return max + 0.0;
    }

    /** The width of a bin; 0 as long as nothing but zeros was seen. */
    double width() {
        return exponent == Integer.MIN_VALUE ? 0 : Math.scalb(1.0, exponent);
    }

    long negative(int bin) {
        return negative.length == 0 ? 0 : negative[bin];
    }

    long positive(int bin) {
        return positive.length == 0 ? 0 : positive[bin];
    }

    /** How many numbers of either sign have a magnitude in each bin; zeros are in none. */
    long[] magnitudes() {
        long[] counts = new long[BINS];
        for (int i = 0; i < BINS; i++) counts[i] = negative(i) + positive(i);
        return counts;
    }
}
