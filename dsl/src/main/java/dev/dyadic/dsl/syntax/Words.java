// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.syntax;

import dev.dyadic.dsl.Language;
import dev.dyadic.dsl.grammar.RecipeLexer;
import dev.dyadic.plugin.spec.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Kinds of tokens, in words for messages. */
final class Words {

    private static final Map<Integer, String> CLASSES = Map.of(
            RecipeLexer.WORD, "a name",
            RecipeLexer.NUMBER, "a number",
            RecipeLexer.STRING, "a text in quotes",
            RecipeLexer.NEWLINE, "the end of the line",
            Token.EOF, "the end of the recipe");

    private Words() {}

    static List<String> statements() {
        return Language.statements().stream().map(Language.Form::keyword).toList();
    }

    static boolean isKeyword(int type) {
        return type >= RecipeLexer.RECIPE && type <= RecipeLexer.NOT;
    }

    /** The texts of the keywords among these, where none of them is there only because it may be a name too. */
    static List<String> keywords(IntervalSet types) {
        List<String> keywords = new ArrayList<>();
        if (isName(types)) return keywords;
        for (int type : types.toList()) {
            if (isKeyword(type)) keywords.add(literal(type));
        }
        return keywords;
    }

    /** {@code "weights", "activations" or a name}. */
    static String any(IntervalSet types) {
        List<String> words = new ArrayList<>();
        boolean selector = types.contains(RecipeLexer.WORD) && types.contains(RecipeLexer.FEEDS) && !isName(types);
        if (selector)
            return "what to select: a kind, a selection, a name pattern in quotes, \"op\", \"feeds\", \"fed by\", \"not\" or \"(\"";
        boolean name = isName(types);
        for (int type : types.toList()) {
            if (type == Token.EPSILON || type == Token.EOF || name && isKeyword(type)) continue;
            words.add(CLASSES.containsKey(type) ? CLASSES.get(type) : '"' + literal(type) + '"');
        }
        if (words.size() < 2) return String.join("", words);
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    /** What was found. */
    static String found(Token token) {
        return switch (token.getType()) {
            case Token.EOF, RecipeLexer.NEWLINE -> "the end of the line";
            case RecipeLexer.STRING -> "the text " + clipped(token.getText());
            default -> Literal.quote(clipped(token.getText()));
        };
    }

    private static String clipped(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private static boolean isName(IntervalSet types) {
        return types.contains(RecipeLexer.WORD) && types.contains(RecipeLexer.RECIPE);
    }

    private static String literal(int type) {
        String name = RecipeLexer.VOCABULARY.getLiteralName(type);
        return name.substring(1, name.length() - 1);
    }
}
