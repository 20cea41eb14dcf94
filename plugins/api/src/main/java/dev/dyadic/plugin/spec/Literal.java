// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.spec;

import java.util.List;
import java.util.stream.Collectors;

/** The value of an option as it is written; what it means depends on the option. */
public sealed interface Literal {

    /** The place for messages: a file with line and column, or a text and column. */
    String where();

    /** {@code 0.5}, {@code true}, {@code half-even}. */
    record Word(String text, String where) implements Literal {
        @Override public String toString() {
            return text;
        }
    }

    /** {@code "*}{@code /softmax"}; the text is without its quotes. */
    record Quoted(String text, String where) implements Literal {
        @Override public String toString() {
            return quote(text);
        }
    }

    /** {@code [1, 2, 3]}. */
    record Items(List<Literal> items, String where) implements Literal {
        public Items {
            items = List.copyOf(items);
        }

        @Override public String toString() {
            return items.stream().map(Literal::toString).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** The text in quotes, as {@link Quoted} prints it. */
    static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
