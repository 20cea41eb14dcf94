// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Whether fake-quantized arithmetic becomes integer arithmetic, and by which methods.
 *
 * @param integer whether it does
 * @param options the method of each {@link Option} that is not left to its default; empty where {@code integer} is false
 */
public record Lowering(boolean integer, SequencedMap<Option, String> options) {

    /** What may be chosen. */
    public enum Option {
        /** GELU: a table of all codes, or the polynomial of I-BERT (Kim et al. 2021). */
        GELU("table", "ibert"),
        /** Softmax: its exponential from a table of all codes, or by the polynomial of I-BERT. */
        SOFTMAX("table", "ibert"),
        /** Ties of all rescaling. */
        ROUNDING("half-up", "half-even");

        private final List<String> methods;

        Option(String... methods) {
            this.methods = List.of(methods);
        }

        /** The right words, the default first. */
        public List<String> methods() {
            return methods;
        }

        @Override public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Arithmetic stays float. */
    public static final Lowering NONE = new Lowering(false, new LinkedHashMap<>());

    public Lowering {
        options = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(options));
        options.forEach((option, method) -> {
            if (!option.methods().contains(method)) throw new IllegalArgumentException(option + " is no " + method);
        });
        if (!integer && !options.isEmpty()) throw new IllegalArgumentException("without integers there is nothing to choose");
    }

    /** The method chosen, or the default. */
    public String method(Option option) {
        return options.getOrDefault(option, option.methods().getFirst());
    }

    @Override public String toString() {
        if (!integer) return "lower none";
        if (options.isEmpty()) return "lower integer";
        List<String> texts = options.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList();
        return "lower integer{" + String.join(", ", texts) + "}";
    }
}
