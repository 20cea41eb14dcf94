// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.syntax;

import dev.dyadic.dsl.ast.Part;
import dev.dyadic.dsl.ast.Statement;
import dev.dyadic.dsl.grammar.RecipeParser.ApplicationContext;
import dev.dyadic.dsl.grammar.RecipeParser.CalibrationContext;
import dev.dyadic.dsl.grammar.RecipeParser.DefinitionContext;
import dev.dyadic.dsl.grammar.RecipeParser.ExpectationContext;
import dev.dyadic.dsl.grammar.RecipeParser.InclusionContext;
import dev.dyadic.dsl.grammar.RecipeParser.ItemsContext;
import dev.dyadic.dsl.grammar.RecipeParser.KeepingContext;
import dev.dyadic.dsl.grammar.RecipeParser.LoweringContext;
import dev.dyadic.dsl.grammar.RecipeParser.OptionContext;
import dev.dyadic.dsl.grammar.RecipeParser.PartContext;
import dev.dyadic.dsl.grammar.RecipeParser.PlainContext;
import dev.dyadic.dsl.grammar.RecipeParser.QuantizationContext;
import dev.dyadic.dsl.grammar.RecipeParser.QuotedContext;
import dev.dyadic.dsl.grammar.RecipeParser.SelectionContext;
import dev.dyadic.dsl.grammar.RecipeParser.SpecContext;
import dev.dyadic.dsl.grammar.RecipeParser.StatementContext;
import dev.dyadic.dsl.grammar.RecipeParser.TargetContext;
import dev.dyadic.dsl.grammar.RecipeParser.TitleContext;
import dev.dyadic.dsl.grammar.RecipeParser.ValueContext;
import dev.dyadic.ir.Problem;
import dev.dyadic.plugin.recipe.Position;
import dev.dyadic.plugin.spec.Literal;
import dev.dyadic.plugin.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes statements of the parser's tree. */
final class TreeReader {

    private final String source;
    private final SelectorReader selectors;
    private final List<Problem> problems = new ArrayList<>();

    TreeReader(String source) {
        this.source = source;
        this.selectors = new SelectorReader(source, problems);
    }

    /** What the grammar cannot say was wrong. */
    List<Problem> problems() {
        return problems;
    }

    Statement statement(StatementContext tree) {
        Position at = Lines.position(tree.getStart(), source);
        return switch (tree) {
            case TitleContext title -> new Statement.Title(quoted(title.STRING()).text(), at);
            case InclusionContext inclusion -> new Statement.Import(quoted(inclusion.STRING()), at);
            case DefinitionContext format -> new Statement.Define(format.word().getText(), spec(format.spec()), at);
            case SelectionContext select ->
                new Statement.Select(select.WORD().getText(), selectors.read(select.selector()), at);
            case CalibrationContext calibrate ->
                new Statement.Calibrate(
                        spec(calibrate.spec()),
                        Optional.ofNullable(calibrate.STRING()).map(this::quoted),
                        Optional.ofNullable(calibrate.NUMBER()).map(number -> word(number.getSymbol())),
                        at);
            case ApplicationContext apply ->
                new Statement.Apply(
                        apply.spec().stream().map(this::spec).toList(),
                        Optional.ofNullable(apply.selector()).map(selectors::read),
                        at);
            case QuantizationContext quantize -> quantize(quantize, at);
            case KeepingContext keep ->
                new Statement.Keep(word(keep.word().getStart()), selectors.read(keep.selector()), keep.OPTIONAL() != null, at);
            case LoweringContext lower -> new Statement.Lower(spec(lower.spec()), at);
            case ExpectationContext expect ->
                new Statement.Expect(
                        word(expect.word().getStart()),
                        expect.comparison().getText(),
                        word(expect.NUMBER().getSymbol()),
                        at);
            case TargetContext target -> new Statement.Target(spec(target.spec()), at);
            default -> throw new IllegalStateException("no statement: " + tree.getClass());
        };
    }

    private Statement quantize(QuantizationContext tree, Position at) {
        Optional<Part> weights = Optional.empty();
        Optional<Part> activations = Optional.empty();
        for (PartContext part : tree.part()) {
            boolean ofWeights = part.WEIGHTS() != null;
            if ((ofWeights ? weights : activations).isPresent()) {
                String what = "\"" + part.getStart().getText() + "\" stands twice in one statement.";
                problems.add(new Problem(Lines.place(part.getStart(), source), what, "Keep one of the two."));
            }
            Part read = new Part(spec(part.spec(0)), part.spec().size() < 2 ? Optional.empty() : Optional.of(spec(part.spec(1))));
            if (ofWeights) weights = Optional.of(read);
            else activations = Optional.of(read);
        }
        return new Statement.Quantize(selectors.read(tree.selector()), weights, activations, tree.OPTIONAL() != null, at);
    }

    private Spec spec(SpecContext tree) {
        SequencedMap<String, Literal> options = new LinkedHashMap<>();
        for (OptionContext option : tree.option()) {
            String name = option.word().getText();
            if (options.putIfAbsent(name, value(option.value(), option.getStart())) == null) continue;
            String what = "the option \"" + name + "\" is given twice.";
            problems.add(new Problem(Lines.place(option.getStart(), source), what, "Keep one of the two."));
        }
        return new Spec(tree.word().getText(), options, Lines.place(tree.getStart(), source));
    }

    /** The value of an option is placed where the option begins. */
    private Literal value(ValueContext tree, Token start) {
        String at = Lines.place(start, source);
        return switch (tree) {
            case PlainContext plain -> new Literal.Word(plain.getText(), at);
            case QuotedContext text -> new Literal.Quoted(unquoted(text.getText()), at);
            case ItemsContext list ->
                new Literal.Items(list.value().stream().map(item -> value(item, item.getStart())).toList(), at);
            default -> throw new IllegalStateException("no value: " + tree.getClass());
        };
    }

    private Literal.Word word(Token token) {
        return new Literal.Word(token.getText(), Lines.place(token, source));
    }

    private Literal.Quoted quoted(TerminalNode text) {
        return new Literal.Quoted(unquoted(text.getText()), Lines.place(text.getSymbol(), source));
    }

    /** A backslash stands before a character that is meant as it is; {@code \n} is a line end. */
    static String unquoted(String text) {
        var content = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            char next = text.charAt(i);
            if (next == '\\') {
                next = text.charAt(++i);
                if (next == 'n') next = '\n';
            }
            content.append(next);
        }
        return content.toString();
    }
}
