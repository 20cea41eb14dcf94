// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the program must reach; missing it is told, and the program saved all the same. */
public record Expectation(Measure measure, Comparison comparison, double number, Position at) {

    /** What is measured, against the model as it was imported, over the calibration runs. */
    public enum Measure {
        /** The cosine between the outputs, the mean over runs and outputs, -1 to 1. */
        COSINE,
        /** The signal-to-quantization-noise ratio of the outputs, the mean over runs and outputs, in dB. */
        SQNR,
        /** The largest absolute difference of an output. */
        DIFFERENCE,
        /** How many ops are left in float. */
        FLOAT_OPS;

        public static Optional<Measure> parse(String word) {
            return Arrays.stream(values()).filter(measure -> measure.toString().equals(word)).findFirst();
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(Measure::toString).toList();
        }

        /** How one asks for a good value: at least, or at most. */
        public Comparison usual() {
            return switch (this) {
                case COSINE, SQNR -> Comparison.AT_LEAST;
                case DIFFERENCE, FLOAT_OPS -> Comparison.AT_MOST;
            };
        }

        /** The values it can have, inclusive. */
        public double least() {
            return switch (this) {
                case COSINE -> -1;
                case SQNR -> Double.NEGATIVE_INFINITY;
                case DIFFERENCE, FLOAT_OPS -> 0;
            };
        }

        public double most() {
            return this == COSINE ? 1 : Double.POSITIVE_INFINITY;
        }

        @Override public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The relation that must hold. */
    public enum Comparison {
        AT_LEAST(">="),
        AT_MOST("<="),
        MORE(">"),
        LESS("<");

        private final String symbol;

        Comparison(String symbol) {
            this.symbol = symbol;
        }

        public static Optional<Comparison> parse(String symbol) {
            return Arrays.stream(values()).filter(each -> each.symbol.equals(symbol)).findFirst();
        }

        /** Never true of NaN. */
        public boolean holds(double measured, double wanted) {
            return switch (this) {
                case AT_LEAST -> measured >= wanted;
                case AT_MOST -> measured <= wanted;
                case MORE -> measured > wanted;
                case LESS -> measured < wanted;
            };
        }

        @Override public String toString() {
            return symbol;
        }
    }

    public Expectation {
        if (!(number >= measure.least() && number <= measure.most())) {
            String upTo = Double.isInfinite(measure.most()) ? " or more" : " to " + measure.most();
            throw new IllegalArgumentException(measure + " is " + measure.least() + upTo + ", never " + number);
        }
    }

    /** Whether a measured value is what was expected. */
    public boolean isMetBy(double measured) {
        return comparison.holds(measured, number);
    }

    @Override public String toString() {
        return "expect " + measure + " " + comparison + " " + number;
    }
}
