// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.ast;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A recipe as written, free of mistakes of form.
 *
 * @param source the name of the text in messages
 * @param items its lines in order
 * @param texts the texts it was read from, by the name of their source: they show the line of a message
 */
public record Script(String source, List<Item> items, SequencedMap<String, String> texts) {

    /** What stands in a recipe. */
    public sealed interface Item {}

    /** A statement and the comment at its end. */
    public record Stated(Statement statement, Optional<String> comment) implements Item {}

    /** A comment on lines of its own, with its slashes. */
    public record Comment(String text) implements Item {}

    /** One or more empty lines. */
    public record Gap() implements Item {}

    public Script {
        items = List.copyOf(items);
        texts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(texts));
    }

    /** The statements alone. */
    public List<Statement> statements() {
        return items.stream()
                .filter(Stated.class::isInstance)
                .map(item -> ((Stated) item).statement())
                .toList();
    }
}
