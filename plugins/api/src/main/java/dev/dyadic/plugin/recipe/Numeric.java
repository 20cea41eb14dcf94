// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import dev.dyadic.plugin.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a tensor is quantized.
 *
 * @param symmetric whether the zero point is fixed: at 0, of unsigned integers at the middle code. Tables and blocks
 *     have no other
 * @param dynamic whether the scale is found anew at each run
 * @param observer of activations what finds the range where it is not the recipe's usual observer, of weights what rounds them
 */
public record Numeric(
        NumberFormat format, Granularity granularity, boolean symmetric, boolean dynamic, Optional<Spec> observer) {

    public Numeric {
        boolean integers = format instanceof NumberFormat.Integers;
        if (!integers && !symmetric) throw new IllegalArgumentException(format + " has no zero point, so it takes no zero=free");
        if (format instanceof NumberFormat.Block && !granularity.equals(Granularity.TENSOR)) {
            throw new IllegalArgumentException(format + " has a scale per block already, so it takes no " + granularity);
        }
        if (dynamic && !(integers && format.bits() <= 8)) {
            throw new IllegalArgumentException("a dynamic range is for integers of at most 8 bits, not for " + format);
        }
        if (dynamic && observer.isPresent()) {
            throw new IllegalArgumentException("a dynamic range is found at run time, so no observer can find it before");
        }
    }

    /** How weights are rounded. */
    public WeightRounding rounding() {
        return observer.map(WeightRounding::of).orElseGet(WeightRounding.Nearest::new);
    }

    /** What reads back as this. */
    @Override public String toString() {
        List<String> options = new ArrayList<>();
        if (!granularity.equals(Granularity.TENSOR)) options.add(granularity.toString());
        if (format instanceof NumberFormat.Integers) options.add(symmetric ? "zero=none" : "zero=free");
        if (dynamic) options.add("dynamic=true");
        String braces = options.isEmpty() ? "" : "{" + String.join(", ", options) + "}";
        return format + braces + observer.map(spec -> " by " + spec).orElse("");
    }
}
