// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.spec;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads {@code name{option=value, ...}, ...} by recursive descent. */
final class SpecParser {

    private static final int MOST_NESTED = 16;

    private final String text;
    private final String where;
    private int at;

    SpecParser(String text, String where) {
        this.text = text;
        this.where = where;
    }

    List<Spec> specs() {
        List<Spec> specs = new ArrayList<>();
        specs.add(spec());
        while (takes(',')) specs.add(spec());
        end();
        return specs;
    }

    Spec onlySpec() {
        Spec spec = spec();
        end();
        return spec;
    }

    private Spec spec() {
        blanks();
        String place = place();
        String name = word("a name");
        SequencedMap<String, Literal> options = new LinkedHashMap<>();
        if (!takes('{')) return new Spec(name, options, place);
        if (takes('}')) return new Spec(name, options, place);
        do option(options);
        while (takes(','));
        expect('}');
        return new Spec(name, options, place);
    }

    private void option(SequencedMap<String, Literal> options) {
        blanks();
        String place = place();
        String name = word("the name of an option");
        expect('=');
        if (options.put(name, value(place, 0)) != null) {
            throw new DyadicException(Fault.USAGE, place, "the option \"" + name + "\" is given twice.");
        }
    }

    /** A value; messages about it name the place of the option, and in a list that of the item. */
    private Literal value(String place, int depth) {
        if (depth > MOST_NESTED) throw wrong("lists nested more than " + MOST_NESTED + " deep", "a shallower list");
        if (takes('[')) return new Literal.Items(items(depth), place);
        if (takes('"')) return new Literal.Quoted(quoted(), place);
        return new Literal.Word(word("a value"), place);
    }

    private List<Literal> items(int depth) {
        List<Literal> items = new ArrayList<>();
        if (takes(']')) return items;
        do {
            blanks();
            items.add(value(place(), depth + 1));
        } while (takes(','));
        expect(']');
        return items;
    }

    private String quoted() {
        var content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char next = text.charAt(at++);
            content.append(next == '\\' ? escaped() : next);
        }
        if (at == text.length()) throw wrong("the end", "a closing quote");
        at++;
        return content.toString();
    }

    private char escaped() {
        if (at == text.length()) throw wrong("the end", "a closing quote");
        char next = text.charAt(at++);
        return next == 'n' ? '\n' : next;
    }

    private String word(String expected) {
        blanks();
        int start = at;
        while (at < text.length() && isOfWord(text.charAt(at))) at++;
        if (at == start) throw wrong(found(), expected);
        return text.substring(start, at);
    }

    private static boolean isOfWord(char letter) {
        return Character.isLetterOrDigit(letter) || "-+._".indexOf(letter) >= 0;
    }

    private boolean takes(char wanted) {
        blanks();
        if (at == text.length() || text.charAt(at) != wanted) return false;
        at++;
        return true;
    }

    private void expect(char wanted) {
        if (!takes(wanted)) throw wrong(found(), "\"" + wanted + "\"");
    }

    private void end() {
        blanks();
        if (at < text.length()) throw wrong(found(), "a comma or the end");
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    private String found() {
        return at == text.length() ? "the end" : "\"" + text.charAt(at) + "\"";
    }

    private String place() {
        return where + ":" + (at + 1);
    }

    private DyadicException wrong(String found, String expected) {
        return new DyadicException(
                Fault.USAGE,
                place(),
                "found " + found + ", expected " + expected + ".",
                "Write, for example,  fold-constants, smooth{alpha=0.5} .");
    }
}
