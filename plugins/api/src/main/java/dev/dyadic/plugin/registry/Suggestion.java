// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.registry;

import dev.dyadic.ir.text.Spelling;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** The advice that follows a message about an unknown word. */
public final class Suggestion {

    private Suggestion() {}

    /** The nearest of the right words, the first in alphabetical order of equally near ones; nothing if all are far off. */
    public static Optional<String> among(String wrong, Collection<String> right) {
        return Spelling.nearest(wrong, new TreeSet<>(right));
    }

    /** What may have been meant, and all that would be right. */
    public static String hint(String wrong, Collection<String> right) {
        if (right.isEmpty()) return "There are none.";
        String all = "Known: " + String.join(", ", right) + ".";
        return among(wrong, right).map(word -> "Did you mean '" + word + "'? " + all).orElse(all);
    }
}
