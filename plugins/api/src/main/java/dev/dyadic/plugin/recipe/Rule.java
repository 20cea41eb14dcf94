// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import dev.dyadic.ir.type.Element;
import java.util.Optional;

/** What becomes of the nodes it selects. Of two rules about the same part of a node the later one holds. */
public sealed interface Rule {

    Selector selector();

    /** Whether it may select nothing; a rule that may not, and does, is a mistake. */
    boolean optional();

    /** Where the rule stands. */
    Position at();

    /** Quantizes the weights of nodes, or the activations, that is their other operands and their results, or both. */
    record Quantize(
            Selector selector, Optional<Numeric> weights, Optional<Numeric> activations, boolean optional,
            Position at) implements Rule {

        public Quantize {
            if (weights.isEmpty() && activations.isEmpty())
                throw new IllegalArgumentException("a rule has weights or activations");
        }

        @Override public String toString() {
            return "quantize " + selector + weights.map(numeric -> " weights " + numeric).orElse("")
                    + activations.map(numeric -> " activations " + numeric).orElse("") + (optional ? " optional" : "");
        }
    }

    /** Keeps weights and activations of nodes in f32 or f16. */
    record Keep(Selector selector, Element element, boolean optional, Position at) implements Rule {

        public Keep {
            if (!element.equals(Element.F32) && !element.equals(Element.F16)) {
                throw new IllegalArgumentException("nodes are kept in f32 or f16, not in " + element);
            }
        }

        @Override public String toString() {
            return "keep " + element + " for " + selector + (optional ? " optional" : "");
        }
    }
}
