// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import dev.dyadic.plugin.spec.Literal;
import dev.dyadic.plugin.spec.Spec;
import java.util.List;

/** Which of the numbers of its format a weight becomes. */
public sealed interface WeightRounding {

    /** The nearest one. */
    record Nearest() implements WeightRounding {}

    /**
     * Weights one after another, each rounded to nearest and its error taken up by those still to come, so that the product's result on
     * calibration data moves least (GPTQ, Frantar et al. 2022). Without data it is {@link Nearest}.
     *
     * @param damp what is added to the diagonal of the data's second moments, as a share of its mean, above 0 and up to 1
     * @param actOrder whether inputs with the largest second moment come first, or the inputs in their order
     */
    record Gptq(double damp, boolean actOrder) implements WeightRounding {
        public Gptq {
            if (!(damp > 0 && damp <= 1)) throw new IllegalArgumentException("gptq: damp is above 0 and up to 1, not " + damp);
        }
    }

    List<String> WORDS = List.of("nearest", "gptq");

    /**
     * What {@code by} says behind weights: {@code nearest} or {@code gptq{damp=0.01, act-order=true}}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static WeightRounding of(Spec spec) {
        List<String> known = spec.name().equals("gptq") ? List.of("damp", "act-order") : List.of();
        for (String option : spec.options().keySet()) {
            if (known.contains(option)) continue;
            throw new IllegalArgumentException(spec.name() + " has no option \"" + option + "\"; it takes "
                    + (known.isEmpty() ? "none" : String.join(" and ", known)));
        }
        return switch (spec.name()) {
            case "nearest" -> new Nearest();
            case "gptq" -> new Gptq(
                    spec.options().containsKey("damp") ? number(spec.options().get("damp")) : 0.01,
                    !spec.options().containsKey("act-order") || flag(spec.options().get("act-order")));
            default -> throw new IllegalArgumentException("weights are rounded by nearest or gptq, not by " + spec.name());
        };
    }

    private static double number(Literal literal) {
        try {
            return Double.parseDouble(literal.toString());
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("gptq: damp is a number; found " + literal);
        }
    }

    private static boolean flag(Literal literal) {
        String text = literal.toString();
        if (text.equals("true") || text.equals("false")) return text.equals("true");
        throw new IllegalArgumentException("gptq: act-order is true or false; found " + text);
    }
}
