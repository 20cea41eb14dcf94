// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A contribution by name, with some of its options: {@code smooth{alpha=0.5}}.
 *
 * @param options in the order written
 * @param where the place for messages
 */
public record Spec(String name, SequencedMap<String, Literal> options, String where) {

    public Spec {
        options = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(options));
    }

    /** A contribution with its default options. */
    public static Spec of(String name) {
        return new Spec(name, new LinkedHashMap<>(), "");
    }

    /**
     * Reads a list of them, separated by commas.
     *
     * @param where what the text is, for messages: {@code --passes}
     * @throws dev.dyadic.ir.DyadicException if the text is malformed; it names the column
     */
    public static List<Spec> parseAll(String text, String where) {
        return new SpecParser(text, where).specs();
    }

    /** Reads one. */
    public static Spec parse(String text, String where) {
        return new SpecParser(text, where).onlySpec();
    }

    /** What reads back as this. */
    @Override public String toString() {
        if (options.isEmpty()) return name;
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(", ", name + "{", "}"));
    }
}
