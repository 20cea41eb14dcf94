// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.syntax;

import dev.dyadic.dsl.Language;
import dev.dyadic.dsl.grammar.RecipeLexer;
import dev.dyadic.dsl.grammar.RecipeParser;
import dev.dyadic.ir.Problem;
import dev.dyadic.plugin.registry.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Tells the first mistake of each statement in words of our own, and goes on with the next line. */
final class OneErrorPerLine extends DefaultErrorStrategy {

    private final String source;
    private final List<Problem> problems = new ArrayList<>();
    private IntervalSet expected = new IntervalSet();
    private int expectedAt = -1;
    private Optional<Token> keyword = Optional.empty();

    OneErrorPerLine(String source) {
        this.source = source;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Called wherever the parser has a choice: what it would take there is remembered, so that a message can name all of it. */
    @Override public void sync(Parser parser) {
        if (inErrorRecoveryMode(parser)) return;
        IntervalSet next = parser.getInterpreter().atn.nextTokens(parser.getInterpreter().atn.states.get(parser.getState()));
        expect(parser, next);
        if (!(parser.getContext() instanceof RecipeParser.FileContext) || next.contains(parser.getCurrentToken().getType()))
            return;
        beginErrorCondition(parser);
        problems.add(noStatement(parser.getCurrentToken()));
        toLineEnd(parser);
    }

    @Override public Token recoverInline(Parser parser) {
        expect(parser, parser.getExpectedTokens());
        throw new InputMismatchException(parser);
    }

    @Override public void reportError(Parser parser, RecognitionException wrong) {
        if (inErrorRecoveryMode(parser)) return;
        beginErrorCondition(parser);
        problems.add(problem(wrong.getOffendingToken(), parser));
    }

    @Override public void recover(Parser parser, RecognitionException wrong) {
        toLineEnd(parser);
    }

    @Override public void reportMatch(Parser parser) {
        Token matched = parser.getCurrentToken();
        if (parser.getContext() instanceof RecipeParser.StatementContext && keyword.isEmpty()) keyword = Optional.of(matched);
        if (matched.getType() == RecipeLexer.NEWLINE) keyword = Optional.empty();
        super.reportMatch(parser);
    }

    private static void toLineEnd(Parser parser) {
        while (parser.getCurrentToken().getType() != RecipeLexer.NEWLINE && parser.getCurrentToken().getType() != Token.EOF) {
            parser.consume();
        }
    }

    private void expect(Parser parser, IntervalSet types) {
        int at = parser.getCurrentToken().getTokenIndex();
        if (at != expectedAt) expected = new IntervalSet();
        expectedAt = at;
        expected.addAll(types);
    }

    private Problem noStatement(Token found) {
        Optional<Problem> strange = strange(found);
        if (strange.isPresent()) return strange.get();
        String what = "no statement begins with " + Words.found(found) + ".";
        return new Problem(Lines.place(found, source), what, Suggestion.hint(found.getText(), Words.statements()));
    }

    private Problem problem(Token found, Parser parser) {
        Optional<Problem> strange = strange(found);
        if (strange.isPresent()) return strange.get();
        String place = Lines.place(found, source);
        boolean named = expected.contains(RecipeLexer.WORD) && expected.size() == 1;
        if (named && Words.isKeyword(found.getType())) {
            String what = "\"" + found.getText() + "\" is a word of the language, so no selection can be called so.";
            return new Problem(place, what, "Choose another name.");
        }
        String what = "found " + Words.found(found) + ", expected " + Words.any(expected) + ".";
        return new Problem(place, what, hint(found));
    }

    private String hint(Token found) {
        Optional<String> meant = Suggestion.among(found.getText(), Words.keywords(expected));
        if (meant.isPresent() && found.getType() == RecipeLexer.WORD) return "Did you mean '" + meant.get() + "'?";
        return keyword.map(token -> "Write, for example,  " + Language.example(token.getText())).orElse("");
    }

    private Optional<Problem> strange(Token found) {
        String place = Lines.place(found, source);
        if (found.getType() == RecipeLexer.UNCLOSED) {
            return Optional.of(new Problem(place, "the text has no closing quote.", "Close it before the end of the line."));
        }
        if (found.getType() != RecipeLexer.STRANGE) return Optional.empty();
        String hint = switch (found.getText()) {
            case "#" -> "Comments begin with //.";
            case "'" -> "Texts stand in double quotes.";
            case ";", ":" -> "A statement ends with its line and has no mark at its end.";
            default -> "";
        };
        return Optional.of(new Problem(place, "found " + Words.found(found) + ", which has no meaning in a recipe.", hint));
    }
}
