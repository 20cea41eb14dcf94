// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import java.util.Arrays;

/** Measured numbers of one kind, at least one, in the order they were measured. */
record Samples(double... values) {

    Samples {
        if (values.length == 0) throw new IllegalArgumentException("there must be a sample");
        values = values.clone();
    }

    double median() {
        return quantile(0.5);
    }

    double lowerQuartile() {
        return quantile(0.25);
    }

    double upperQuartile() {
        return quantile(0.75);
    }

    /** Each number divided by the other's of the same place. */
    Samples over(Samples other) {
        double[] ratios = new double[values.length];
        for (int i = 0; i < ratios.length; i++) ratios[i] = values[i] / other.values[i];
        return new Samples(ratios);
    }

    /** The value below which so much of all numbers lies; between two numbers on the straight line through them. */
    private double quantile(double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
