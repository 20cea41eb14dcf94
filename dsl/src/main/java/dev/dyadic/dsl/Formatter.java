// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import dev.dyadic.dsl.ast.Script;
import dev.dyadic.dsl.ast.Script.Item;
import dev.dyadic.dsl.ast.Statement;
import dev.dyadic.dsl.syntax.Syntax;

/**
 * The canonical text of a recipe: one statement per line, words in one column, one blank between words, no braces around
 * the body.
 * Comments stay, as does one empty line where there were any. Formatting twice changes nothing.
 */
public final class Formatter {

    private static final int WIDEST = 110;
    private static final String INDENT = " ".repeat(12);

    private Formatter() {}

    /**
     * The canonical text.
     *
     * @param source the name of the text in messages
     * @throws dev.dyadic.ir.DyadicException if it is no recipe
     */
    public static String format(String text, String source) {
        return print(Syntax.parse(text, source));
    }

    static String print(Script script) {
        var text = new StringBuilder();
        for (Item item : script.items()) {
            switch (item) {
                case Script.Gap _ -> {
                    if (!text.isEmpty()) text.append('\n');
                }
                case Script.Comment(var comment) -> text.append(comment).append('\n');
                case Script.Stated(var statement, var comment) ->
                    text.append(wrapped(statement)).append(comment.map(words -> "  " + words).orElse("")).append('\n');
            }
        }
        return text.toString();
    }

    /** A long list of passes goes on in the next line after a comma. */
    private static String wrapped(Statement statement) {
        String line = statement.text();
        if (!(statement instanceof Statement.Apply(var passes, var to, _)) || line.length() <= WIDEST) return line;
        var text = new StringBuilder("apply       ");
        int column = text.length();
        for (int i = 0; i < passes.size(); i++) {
            String pass = passes.get(i) + (i + 1 < passes.size() ? "," : "");
            boolean breaks = i > 0 && column + 1 + pass.length() > WIDEST;
            if (i > 0) text.append(breaks ? "\n" + INDENT : " ");
            column = (breaks ? INDENT.length() : column + (i > 0 ? 1 : 0)) + pass.length();
            text.append(pass);
        }
        return text + to.map(what -> " to " + what.text()).orElse("");
    }
}
