// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names for Java and Maven, made of names that nobody has looked at. */
public final class JavaName {

    private static final int LONGEST = 40;

    private JavaName() {}

    /** {@code MiniLmL6} of {@code mini-lm_L6}: capitalized words of ASCII letters and digits, the first of which is a letter. */
    public static String camel(String name) {
        String words = Arrays.stream(name.split("[^A-Za-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        String letters = words.isEmpty() || Character.isDigit(words.charAt(0)) ? "M" + words : words;
        return letters.substring(0, Math.min(LONGEST, letters.length()));
    }

    /** {@code mini-lm-l6}, for an artifact or a file. */
    public static String kebab(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? "model" : plain.substring(0, Math.min(LONGEST, plain.length()));
    }

    /** A string literal that holds the text, in ASCII. */
    public static String literal(String text) {
        var literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') literal.append('\\').append(c);
            else if (c >= ' ' && c <= '~') literal.append(c);
            // a unicode escape of a line's end would end the line
            else literal.append(String.format(c < 0x80 ? "\\%03o" : "\\u%04x", (int) c));
        }
        return literal.append('"').toString();
    }
}
