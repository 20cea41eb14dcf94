// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.DyadicException;
import java.util.Locale;

/** Reads the few forms that headers of tensor files are made of; what is not as expected is the user's fault. */
final class HeaderReader {

    private final String where;
    private final String text;
    private int at;

    HeaderReader(String where, String text) {
        this.where = where;
        this.text = text;
    }

    /** The next character that is no white space; {@code \uffff} at the end. */
    char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
        return at < text.length() ? text.charAt(at) : '\uffff';
    }

    boolean take(char symbol) {
        if (peek() != symbol) return false;
        at++;
        return true;
    }

    void expect(char symbol) {
        if (!take(symbol)) throw unexpected("'" + symbol + "'");
    }

    void expectEnd() {
        if (peek() != '\uffff') throw unexpected("the end of the header");
    }

    /** A whole number of at most 18 digits, not negative. */
    long number() {
        peek();
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        int digits = at - start;
        boolean canonical = digits == 1 || digits > 1 && digits <= 18 && text.charAt(start) != '0';
        if (canonical) return Long.parseLong(text, start, at, 10);
        at = start;
        throw unexpected("a whole number of at most 18 digits");
    }

    /** A word of letters. */
    String word() {
        peek();
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) at++;
        return text.substring(start, at);
    }

    /** A string in these quotes, with JSON's escapes. */
    String string(char quote) {
        expect(quote);
        var value = new StringBuilder();
        while (true) {
            if (at >= text.length() || text.charAt(at) < ' ') throw unexpected("the end of a string");
            char next = text.charAt(at++);
            if (next == quote) return value.toString();
            value.append(next == '\\' ? escaped() : next);
        }
    }

    private char escaped() {
        char next = at < text.length() ? text.charAt(at++) : '\uffff';
        return switch (next) {
            case '"', '\'', '\\', '/' -> next;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw unexpected("an escape of JSON before it");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) throw unexpected("four hex digits");
            code = code * 16 + digit;
        }
        return (char) code;
    }

    DyadicException unexpected(String expected) {
        String found = at < text.length() ? "'" + printable(text.charAt(at)) + "'" : "the end";
        return fault("found " + found + " at character " + at + " of the header; expected " + expected + ".");
    }

    DyadicException fault(String what) {
        return DyadicException.input(where, what);
    }

    private static String printable(char c) {
        return c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format(Locale.ROOT, "U+%04X", (int) c);
    }
}
