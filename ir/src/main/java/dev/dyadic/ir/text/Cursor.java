// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * A place in a text: what comes next, and what to say when it is something else. White space and {@code //} comments are
 * skipped before each piece, but for those that say {@code here}.
 */
final class Cursor {

    static final char END = '\uffff';

    private static final int MOST_SHOWN = 40;

    private final String file;
    private final String text;
    private int at;

    Cursor(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Skips to the next piece and says where it begins. */
    int mark() {
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (isSpace(text.charAt(at))) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /** The next character, {@link #END} after the last one. */
    char peek() {
        mark();
        return here();
    }

    /** The character right here. */
    char here() {
        return at < text.length() ? text.charAt(at) : END;
    }

    /** Takes a symbol if it is next. */
    boolean take(String symbol) {
        mark();
        return takeHere(symbol);
    }

    boolean takeHere(String symbol) {
        if (!text.startsWith(symbol, at)) return false;
        at += symbol.length();
        return true;
    }

    void expect(String symbol) {
        if (!take(symbol)) throw unexpected("'" + symbol + "'");
    }

    /** The longest run of such characters from here, perhaps empty. */
    String run(IntPredicate characters) {
        int start = at;
        while (at < text.length() && characters.test(text.charAt(at))) at++;
        return text.substring(start, at);
    }

    /** A word: an op, an attribute, a stage, a number; empty when none is next. */
    String word() {
        mark();
        return run(Cursor::inWord);
    }

    /** The next word without taking it. */
    String peekWord() {
        int start = mark();
        String word = run(Cursor::inWord);
        at = start;
        return word;
    }

    /** Goes back by characters just taken. */
    void back(int characters) {
        at -= characters;
    }

    /** A quoted string, the quote being next. */
    String string() {
        int start = mark();
        expect("\"");
        var value = new StringBuilder();
        while (true) {
            char next = here();
            if (next == END || next == '\n') throw error(start, "found a string without an end; expected '\"' on the same line");
            at++;
            if (next == '"') return value.toString();
            value.append(next == '\\' ? escaped() : next);
        }
    }

    private char escaped() {
        int start = at - 1;
        char next = here();
        at++;
        return switch (next) {
            case '"', '\\' -> next;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'u' -> unicode(start);
            default ->
                throw error(start, "found an unknown escape; expected \\\", \\\\, \\n, \\t, \\r or \\u and four hex digits");
        };
    }

    private char unicode(int start) {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(here(), 16);
            if (digit < 0 || here() > 'f') throw error(start, "found an incomplete \\u escape; expected four hex digits");
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    DyadicException unexpected(String expected) {
        return unexpected(expected, "");
    }

    /** The next piece is not what was expected. */
    DyadicException unexpected(String expected, String hint) {
        int start = mark();
        return error(start, "found " + found() + "; expected " + expected, hint);
    }

    /** A fault at the place of an earlier {@link #mark}; its full stop is added. */
    DyadicException error(int place, String what) {
        return error(place, what, "");
    }

    DyadicException error(int place, String what, String hint) {
        return new DyadicException(Fault.MODEL, where(place), what + ".", hint);
    }

    /** File, line and column, both counted from 1, columns in characters as a reader counts them. */
    private String where(int place) {
        int line = 1;
        int start = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < place; i = text.indexOf('\n', i + 1)) {
            line++;
            start = i + 1;
        }
        return file + ":" + line + ":" + (text.codePointCount(start, Math.max(start, place)) + 1);
    }

    private String found() {
        if (at == text.length()) return "the end of the text";
        String word = peekWord();
        if (word.isEmpty()) {
            int code = text.codePointAt(at);
            boolean visible = code > ' ' && code < 0x7f;
            return visible ? "'" + Character.toString(code) + "'" : String.format(Locale.ROOT, "the character U+%04X", code);
        }
        return "'" + shortened(word) + "'";
    }

    static String shortened(String word) {
        return word.length() <= MOST_SHOWN ? word : word.substring(0, MOST_SHOWN) + "...";
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    static boolean inWord(int c) {
        return isLetter(c) || isDigit(c) || c == '_' || c == '.' || c == '-' || c == '+';
    }

    static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
