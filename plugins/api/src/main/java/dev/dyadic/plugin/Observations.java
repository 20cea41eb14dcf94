// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import java.util.Map;

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
}
