// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How often numbers were seen in equal intervals of {@code [-limit, limit]}, the limit a power of two. It holds a fixed number of counts,
 * however many numbers it sees, and is the same in whatever order they come.
 *
 * @param limit above 0
 * @param counts {@link #BINS} of them, from the least interval to the largest
 */
public record Histogram(double limit, List<Long> counts) {

    public static final int BINS = 64;

    private static final int LEAST_EXPONENT = -60;

    public Histogram {
        counts = List.copyOf(counts);
        if (!(limit > 0) || Double.isInfinite(limit)) throw new IllegalArgumentException("a limit is above 0, not " + limit);
        if (counts.size() != BINS)
            throw new IllegalArgumentException("a histogram has " + BINS + " counts, not " + counts.size());
    }

    /** Of the finite elements of a tensor of numbers. */
    public static Histogram of(Tensor tensor) {
        double largest = 0;
        for (long i = 0; i < tensor.count(); i++) {
            double magnitude = Math.abs(tensor.getDouble(i));
            if (Double.isFinite(magnitude)) largest = Math.max(largest, magnitude);
        }
        int exponent = largest == 0 ? LEAST_EXPONENT : Math.max(LEAST_EXPONENT, Math.getExponent(largest) + 1);
        double limit = Math.scalb(1.0, Math.min(exponent, Double.MAX_EXPONENT));
        long[] counts = new long[BINS];
        for (long i = 0; i < tensor.count(); i++) {
            double x = tensor.getDouble(i);
            if (!Double.isFinite(x)) continue;
            int bin = (int) Math.floor((x / limit + 1) / 2 * BINS);
            counts[Math.clamp(bin, 0, BINS - 1)]++;
        }
        return new Histogram(limit, list(counts));
    }

    /** Of both together. */
    public Histogram plus(Histogram more) {
        if (limit < more.limit) return more.plus(this);
        Histogram other = more;
        while (other.limit < limit) other = other.doubled();
        long[] sums = new long[BINS];
        for (int i = 0; i < BINS; i++) sums[i] = counts.get(i) + other.counts.get(i);
        return new Histogram(limit, list(sums));
    }

    /** The same numbers in intervals twice as wide. */
    private Histogram doubled() {
        long[] halves = new long[BINS];
        for (int i = 0; i < BINS; i++) halves[BINS / 4 + i / 2] += counts.get(i);
        return new Histogram(limit * 2, list(halves));
    }

    private static List<Long> list(long[] counts) {
        List<Long> list = new ArrayList<>();
        for (long count : counts) list.add(count);
        return list;
    }
}
