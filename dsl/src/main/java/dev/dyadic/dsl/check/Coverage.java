// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.check;

import dev.dyadic.plugin.recipe.Rule;
import dev.dyadic.plugin.recipe.Selector;
import dev.dyadic.plugin.recipe.StructureKind;

/**
 * Finds rules that a later one leaves without any effect, whatever the model. It sees the plain cases and never claims a
 * false one.
 */
final class Coverage {

    private static final int MOST_STEPS = 10_000;

    private int steps;

    private Coverage() {}

    /** Whether the later rule decides about every part of every node the earlier one is about. */
    static boolean isDead(Rule earlier, Rule later) {
        boolean weights = !decidesWeights(earlier) || decidesWeights(later);
        boolean activations = !decidesActivations(earlier) || decidesActivations(later);
        return weights && activations && new Coverage().covers(later.selector(), earlier.selector());
    }

    private static boolean decidesWeights(Rule rule) {
        return switch (rule) {
            case Rule.Keep _ -> true;
            case Rule.Quantize quantize -> quantize.weights().isPresent();
        };
    }

    private static boolean decidesActivations(Rule rule) {
        return switch (rule) {
            case Rule.Keep _ -> true;
            case Rule.Quantize quantize -> quantize.activations().isPresent();
        };
    }

    private boolean covers(Selector large, Selector small) {
        if (++steps > MOST_STEPS) return false;
        if (large instanceof Selector.Kind(var kind) && kind == StructureKind.ANY) return true;
        if (large.equals(small)) return true;
        if (small instanceof Selector.Or(var left, var right)) return covers(large, left) && covers(large, right);
        if (small instanceof Selector.And(var left, var right) && (covers(large, left) || covers(large, right))) return true;
        return switch (large) {
            case Selector.Or(var left, var right) -> covers(left, small) || covers(right, small);
            case Selector.And(var left, var right) -> covers(left, small) && covers(right, small);
            case Selector.Kind _, Selector.Mnemonic _, Selector.NameMatches _ -> false;
            case Selector.Feeds _, Selector.FedBy _, Selector.Not _ -> false;
        };
    }
}
