// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.report;

import dev.dyadic.plugin.measure.Histogram;
import java.util.Collections;

/** The outline of a histogram. Heights go by the logarithm of the counts, so that rare large numbers show. */
public record Outline(Histogram histogram) {

    public static final int WIDTH = 2 * Histogram.BINS;
    public static final int HEIGHT = 36;

    /** An SVG path, closed along the bottom. */
    public String path() {
        double top = Math.log1p(Collections.max(histogram.counts()));
        var path = new StringBuilder("M0 " + HEIGHT);
        for (int i = 0; i < Histogram.BINS; i++) {
            double share = top == 0 ? 0 : Math.log1p(histogram.counts().get(i)) / top;
            path.append(Figures.format("V%.1fH%d", HEIGHT * (1 - share), WIDTH / Histogram.BINS * (i + 1)));
        }
        return path + "V" + HEIGHT + "Z";
    }

    /** In words, for who cannot see it. */
    public String told() {
        long all = histogram.counts().stream().mapToLong(Long::longValue).sum();
        return Figures.format("%,d numbers from %s to %s", all, edge(first()), edge(last() + 1));
    }

    /** The interval drawn, as text. */
    public String limit() {
        return "±" + Figures.format("%.4g", histogram.limit()).replaceFirst("\\.?0+$", "");
    }

    private int first() {
        int i = 0;
        while (i < Histogram.BINS - 1 && histogram.counts().get(i) == 0) i++;
        return i;
    }

    private int last() {
        int i = Histogram.BINS - 1;
        while (i > 0 && histogram.counts().get(i) == 0) i--;
        return i;
    }

    private String edge(int bin) {
        return Figures.format("%.3g", histogram.limit() * (2.0 * bin / Histogram.BINS - 1));
    }
}
