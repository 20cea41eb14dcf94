// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.Sketch.Range;
import java.util.Arrays;

/**
 * The clipping magnitude whose integers keep most of the distribution: the least Kullback-Leibler divergence between the magnitudes,
 * clipped, and the same at the resolution of so many bits (Migacz, "8-bit Inference with TensorRT", 2017). Numbers of one sign have
 * {@code 2^bits} levels, others {@code 2^(bits - 1)} for their magnitudes. Zeros do not count: they are exact at any resolution.
 * The range is {@code [-c, c]} as far as numbers were seen there. Of equal divergences the larger c wins.
 *
 * @param bits 2 to 8
 */
public record Entropy(int bits) implements Observer {

    /** Bins as wide as two of the histogram's, so that 1025 to 2048 are in use. */
    private static final int BINS = Histogram.BINS / 2;

    private static final int STRIDE = 8;

    public Entropy {
        if (bits < 2 || bits > 8) throw new IllegalArgumentException("bits is 2 to 8, not " + bits);
    }

    /** For 8 bits. */
    public Entropy() {
        this(8);
    }

    @Override public String name() { return "entropy"; }
    @Override public String summary() {
        return "Finds the clipping that keeps most information (KL divergence, as TensorRT does).";
    }
    @Override public Sketch start() { return new HistogramSketch(this, this::read); }

    private Range read(Histogram seen) {
        if (seen.width() == 0) return new Range(seen.min(), seen.max());
        boolean oneSided = seen.min() >= 0 || seen.max() <= 0;
        int bins = best(pairs(seen.magnitudes()), 1 << (oneSided ? bits : bits - 1));
        double clip = 2 * seen.width() * bins;
        return new Range(Math.max(seen.min(), Math.min(-clip, seen.max())), Math.min(seen.max(), Math.max(clip, seen.min())));
    }

    private static long[] pairs(long[] counts) {
        long[] pairs = new long[BINS];
        for (int i = 0; i < counts.length; i++) pairs[i >> 1] += counts[i];
        return pairs;
    }

    /** How many bins to keep. */
    private static int best(long[] counts, int levels) {
        int used = counts.length;
        while (counts[used - 1] == 0) used--;
        int best = used;
        double least = divergence(counts, used, levels);
        for (int kept = used - STRIDE; kept >= levels; kept -= STRIDE) {
            double now = divergence(counts, kept, levels);
            if (now >= least) continue;
            least = now;
            best = kept;
        }
        return best;
    }

    /** From the first bins, those above counted into the last, to the same bins at a resolution; in nats. */
    private static double divergence(long[] counts, int kept, int levels) {
        long above = Arrays.stream(counts, kept, counts.length).sum();
        long within = Arrays.stream(counts, 0, kept).sum();
        if (within == 0) return Double.POSITIVE_INFINITY;
        double total = within + above;
        double sum = 0;
        for (int level = 0; level < levels; level++) {
            int from = (int) ((long) kept * level / levels);
            int to = (int) ((long) kept * (level + 1) / levels);
            long mass = 0;
            int filled = 0;
            for (int i = from; i < to; i++) {
                mass += counts[i];
                if (counts[i] > 0 || i == kept - 1 && above > 0) filled++;
            }
            for (int i = from; i < to; i++) {
                double p = (counts[i] + (i == kept - 1 ? above : 0)) / total;
                if (p == 0) continue;
                if (mass == 0) return Double.POSITIVE_INFINITY;
                double q = (double) mass / filled / within;
                sum += p * Math.log(p / q);
            }
        }
        return sum;
    }
}
