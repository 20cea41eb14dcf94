// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.plugin.recipe.Expectation;
import dev.dyadic.plugin.recipe.Expectation.Measure;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Something the recipe expects, and what came of it.
 *
 * @param expected as the recipe says it
 * @param by where it stands
 * @param found what was measured; empty where there was no data to measure it on
 */
public record Goal(String expected, String by, OptionalDouble found, boolean met) {

    /** Whether it takes data to tell. */
    public static boolean needsData(Expectation expectation) {
        return expectation.measure() != Measure.FLOAT_OPS;
    }

    /** A goal that cannot be measured is not met. */
    public static Goal of(Expectation expectation, Quality quality, int floatOps) {
        OptionalDouble found = needsData(expectation) && quality.runs() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(switch (expectation.measure()) {
                    case COSINE -> quality.cosine();
                    case SQNR -> quality.sqnr();
                    case DIFFERENCE -> quality.difference();
                    case FLOAT_OPS -> floatOps;
                });
        boolean met = found.isPresent() && expectation.isMetBy(found.getAsDouble());
        return new Goal(expectation.toString(), expectation.at().toString(), found, met);
    }

    /** What is to be said where it is not met. */
    public Optional<String> missed() {
        if (met) return Optional.empty();
        String what = found.isPresent()
                ? "is missed: found " + found.getAsDouble() + "."
                : "cannot be measured without data. Give some: --calib DATA.";
        return Optional.of(by + ": \"" + expected + "\" " + what);
    }
}
