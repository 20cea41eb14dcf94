// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import java.util.Locale;

/** How names and strings are written. */
final class Quoting {

    private Quoting() {}

    /** A name after its mark, {@code %} or {@code @}: bare where it can be, else in quotes. */
    static String name(String name) {
        return isPlain(name) ? name : string(name);
    }

    /** A colon at the end would read as the one before a type. */
    private static boolean isPlain(String name) {
        return !name.isEmpty() && !name.endsWith(":") && name.chars().allMatch(Quoting::inName);
    }

    static boolean inName(int c) {
        return Cursor.isLetter(c) || Cursor.isDigit(c) || "_.:/$-".indexOf(c) >= 0;
    }

    /** In quotes, everything a reader cannot see escaped. */
    static String string(String value) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                default -> text.append(isVisible(value, i) ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return text.append('"').toString();
    }

    /** Half surrogates have no UTF-8; controls, line ends and marks of direction would mislead. */
    private static boolean isVisible(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) return i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1));
        if (Character.isLowSurrogate(c)) return i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
        boolean control = c < ' ' || c >= 0x7f && c < 0xa0;
        boolean invisible = c >= 0x200b && c <= 0x200f || c >= 0x2028 && c <= 0x202e || c >= 0x2060 && c <= 0x206f;
        return !control && !invisible && c != 0xfeff && c != Cursor.END;
    }
}
