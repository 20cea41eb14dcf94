// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.report;

import dev.dyadic.plugin.measure.Closeness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An axis of dB that begins and ends at a multiple of ten.
 *
 * @param low its beginning, at most 0
 * @param high its end, at least 40
 */
public record Decibels(double low, double high) {

    private static final double STEP = 10;
    private static final double USUAL = 40;

    /** The least axis that holds all of these; what stands for no noise, or for nothing but noise, may lie beyond. */
    static Decibels of(DoubleStream ratios) {
        double[] shown = ratios.filter(ratio -> Math.abs(ratio) < Closeness.NO_NOISE).toArray();
        double low = Math.min(0, DoubleStream.of(shown).min().orElse(0));
        double high = Math.max(USUAL, DoubleStream.of(shown).max().orElse(USUAL));
        return new Decibels(STEP * Math.floor(low / STEP), STEP * Math.ceil(high / STEP));
    }

    /** Where a ratio lies, from 0 to 1. */
    public double share(double ratio) {
        return (Math.clamp(ratio, low, high) - low) / (high - low);
    }

    /** Every tenth dB; every twentieth of a long axis. */
    public List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        double step = high - low > 8 * STEP ? 2 * STEP : STEP;
        for (double at = low; at <= high; at += step) ticks.add(at);
        return ticks;
    }
}
