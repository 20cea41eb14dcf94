// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import java.util.Arrays;

/**
 * The base scale of one row and the multiple of it for each group that give the least sum of squared errors among these: bases that make
 * the widest group's own scale the 15-fold down to the 8-fold, and such as clip it at 31/32 down to 20/32 with the 15-fold; for each base
 * and group all multiples from half of what the group's own scale asks for to the whole. Of equal errors the first in this order wins,
 * multiples counted down.
 */
final class GroupSearch {

    /** The largest multiple. */
    static final int MOST = 15;

    private static final int FEWEST = 8;
    private static final int CLIPS = 32;
    private static final int LEAST_CLIP = 20;

    private final float[] weights;
    private final CodeRange codes;
    private final int group;
    private final double[] own;
    private double base;
    private double least = Double.POSITIVE_INFINITY;
    private int[] multiples;

    /** @param weights a row of finite numbers */
    GroupSearch(float[] weights, CodeRange codes, int group) {
        this.weights = weights;
        this.codes = codes;
        this.group = group;
        own = new double[Math.ceilDiv(weights.length, group)];
        for (int i = 0; i < weights.length; i++) own[i / group] = Math.max(own[i / group], Math.abs(weights[i]) / (double) codes.high());
        multiples = new int[own.length];
        Arrays.fill(multiples, 1);
        double widest = Arrays.stream(own).max().orElse(0);
        if (widest == 0) return;
        for (int fold = MOST; fold >= FEWEST; fold--) consider(WeightScales.single(widest / fold));
        for (int clip = CLIPS - 1; clip >= LEAST_CLIP; clip--) consider(WeightScales.single(widest * clip / (CLIPS * MOST)));
    }

    /** 0 for a row of zeros. */
    double base() {
        return base;
    }

    int[] multiples() {
        return multiples;
    }

    private void consider(double candidate) {
        int[] found = new int[own.length];
        double sum = 0;
        for (int g = 0; g < own.length && sum < least; g++) {
            double folds = own[g] / candidate;
            int high = (int) Math.clamp(Math.ceil(folds), 1, MOST);
            int low = (int) Math.clamp(Math.floor(folds / 2), 1, high);
            double best = Double.POSITIVE_INFINITY;
            for (int multiple = high; multiple >= low; multiple--) {
                double error = error(g, candidate * multiple, best);
                if (error >= best) continue;
                best = error;
                found[g] = multiple;
            }
            sum += best;
        }
        if (sum >= least) return;
        least = sum;
        base = candidate;
        multiples = found;
    }

    /** The sum of squared errors of a group, summed in order and no further than a bound. */
    private double error(int g, double scale, double bound) {
        double sum = 0;
        int to = Math.min((g + 1) * group, weights.length);
        for (int i = g * group; i < to && sum < bound; i++) {
            double rest = weights[i] - codes.nearest(weights[i] / scale) * scale;
            sum += rest * rest;
        }
        return sum;
    }
}
