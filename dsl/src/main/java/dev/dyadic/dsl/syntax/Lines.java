// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.syntax;

import dev.dyadic.dsl.grammar.RecipeLexer;
import dev.dyadic.ir.Problem;
import dev.dyadic.plugin.recipe.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * The tokens of a recipe such that each statement ends with its only {@code NEWLINE}: without comments, without the line
 * ends inside brackets and after commas, and without the braces around the whole body.
 *
 * @param tokens the last ones are NEWLINE and EOF
 * @param comments in order
 * @param problem set where brackets are so wrong that nothing should be parsed
 */
record Lines(List<Token> tokens, List<Remark> comments, Optional<Problem> problem) {

    /** Brackets may stand this deep in one another. */
    static final int MOST_NESTED = 16;

    /**
     * A comment.
     *
     * @param follows whether something else stands before it in its line
     */
    record Remark(int line, String text, boolean follows) {}

    static Lines of(String text, String source) {
        var lexer = new RecipeLexer(CharStreams.fromString(text, source));
        lexer.removeErrorListeners();
        List<Token> tokens = new ArrayList<>();
        List<Remark> comments = new ArrayList<>();
        int lastLine = 0;
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            if (token.getType() == RecipeLexer.COMMENT) {
                comments.add(new Remark(token.getLine(), token.getText().strip(), token.getLine() == lastLine));
                continue;
            }
            tokens.add(token);
            if (token.getType() != RecipeLexer.NEWLINE) lastLine = token.getLine();
        }
        Token end = lexer.nextToken();
        Optional<Problem> problem = withoutBody(tokens, source);
        problem = problem.or(() -> tooDeep(tokens, source));
        List<Token> joined = joined(tokens);
        CommonToken last = new CommonToken(end);
        last.setType(RecipeLexer.NEWLINE);
        joined.add(last);
        joined.add(end);
        return new Lines(joined, comments, problem);
    }

    /** Makes line ends of the brace behind the title and the one at the end that closes it. */
    private static Optional<Problem> withoutBody(List<Token> tokens, String source) {
        int title = next(tokens, 0);
        int text = next(tokens, title + 1);
        int brace = next(tokens, text + 1);
        if (!is(tokens, title, RecipeLexer.RECIPE) || !is(tokens, text, RecipeLexer.STRING)) return Optional.empty();
        if (!is(tokens, brace, RecipeLexer.OPEN)) return Optional.empty();
        int last = tokens.size() - 1;
        while (tokens.get(last).getType() == RecipeLexer.NEWLINE) last--;
        Token open = tokens.get(brace);
        if (!is(tokens, last, RecipeLexer.CLOSE)) {
            String what = "the brace is not closed at the end of the recipe.";
            return Optional.of(new Problem(place(open, source), what,
                    "Close it in the last line, or take it away: a body needs no braces."));
        }
        ((CommonToken) open).setType(RecipeLexer.NEWLINE);
        ((CommonToken) tokens.get(last)).setType(RecipeLexer.NEWLINE);
        return Optional.empty();
    }

    private static int next(List<Token> tokens, int from) {
        int at = from;
        while (is(tokens, at, RecipeLexer.NEWLINE)) at++;
        return at;
    }

    private static boolean is(List<Token> tokens, int at, int type) {
        return at < tokens.size() && tokens.get(at).getType() == type;
    }

    private static Optional<Problem> tooDeep(List<Token> tokens, String source) {
        int depth = 0;
        for (Token token : tokens) {
            if (opens(token)) depth++;
            if (closes(token)) depth = Math.max(0, depth - 1);
            if (depth <= MOST_NESTED) continue;
            String what = "brackets stand more than " + MOST_NESTED + " deep in one another.";
            return Optional.of(new Problem(place(token, source), what, "Name a part of it with  select  or  format ."));
        }
        return Optional.empty();
    }

    /**
     * Only line ends between two brackets that belong together are taken out: one that is never closed spoils but its
     * own line.
     */
    private static List<Token> joined(List<Token> tokens) {
        Set<Integer> inside = new HashSet<>();
        var open = new ArrayDeque<Integer>();
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (opens(token)) open.push(i);
            if (token.getType() == RecipeLexer.NEWLINE) ends.add(i);
            if (!closes(token) || open.isEmpty()) continue;
            int from = open.pop();
            while (!ends.isEmpty() && ends.getLast() > from) inside.add(ends.removeLast());
        }
        List<Token> joined = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            boolean lineEnd = tokens.get(i).getType() == RecipeLexer.NEWLINE;
            boolean goesOn = lineEnd && !joined.isEmpty() && joined.getLast().getType() == RecipeLexer.COMMA;
            if (!goesOn && !inside.contains(i)) joined.add(tokens.get(i));
        }
        return joined;
    }

    private static boolean opens(Token token) {
        return switch (token.getType()) {
            case RecipeLexer.OPEN, RecipeLexer.ROUND_OPEN, RecipeLexer.SQUARE_OPEN -> true;
            default -> false;
        };
    }

    private static boolean closes(Token token) {
        return switch (token.getType()) {
            case RecipeLexer.CLOSE, RecipeLexer.ROUND_CLOSE, RecipeLexer.SQUARE_CLOSE -> true;
            default -> false;
        };
    }

    static Position position(Token token, String source) {
        return new Position(source, Math.max(1, token.getLine()), token.getCharPositionInLine() + 1);
    }

    static String place(Token token, String source) {
        return position(token, source).toString();
    }
}
