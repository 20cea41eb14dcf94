// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import java.util.Map;
import java.util.function.Supplier;

/** Finds the ranges of values by running a graph on calibration data. */
@FunctionalInterface
public interface Observations {

    /** There is no data to observe. */
    Observations NONE = (_, watched) -> {
        if (watched.isEmpty()) return Map.of();
        throw new DyadicException(
                DyadicException.Fault.USAGE,
                "",
                "the recipe wants ranges of " + watched.size() + " values, but there is no calibration data.",
                "Give some: --calib DATA, or use a recipe with dynamic activations.");
    };

    /**
     * The range of each watched value, by its name.
     *
     * @throws DyadicException if the data does not fit the graph, or a value had no finite number
     */
    Map<String, Sketch.Range> observe(Graph graph, Map<String, Observer> watched);

    /**
     * What is tallied of each value, by its name; nothing where there is no data.
     *
     * @param starts begins an empty tally of a value, for each part of the data
     */
    default <T extends Tally<T>> Map<String, T> tally(Graph graph, Map<String, Supplier<T>> starts) {
        return Map.of();
    }
}
