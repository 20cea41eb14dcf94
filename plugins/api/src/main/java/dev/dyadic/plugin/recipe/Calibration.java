// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import dev.dyadic.plugin.spec.Spec;
import dev.dyadic.plugin.spec.Literal;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How ranges are found.
 *
 * @param observer what finds them
 * @param data a folder or file of runs, as written: relative to the folder of the recipe that was asked for
 * @param limit how many runs at most, at least 1; all where it is empty
 */
public record Calibration(Spec observer, Optional<String> data, OptionalInt limit) {

    public Calibration {
        if (limit.isPresent() && limit.getAsInt() < 1) throw new IllegalArgumentException("calibration takes at least 1 run");
    }

    @Override public String toString() {
        String over = data.map(path -> " over " + Literal.quote(path)).orElse("");
        return "calibrate " + observer + over + (limit.isPresent() ? " limit " + limit.getAsInt() : "");
    }
}
