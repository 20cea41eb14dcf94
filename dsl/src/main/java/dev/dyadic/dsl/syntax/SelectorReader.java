// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.syntax;

import dev.dyadic.dsl.ast.Selection;
import dev.dyadic.dsl.grammar.RecipeParser.BothContext;
import dev.dyadic.dsl.grammar.RecipeParser.EitherContext;
import dev.dyadic.dsl.grammar.RecipeParser.FedByContext;
import dev.dyadic.dsl.grammar.RecipeParser.FeedsContext;
import dev.dyadic.dsl.grammar.RecipeParser.GroupContext;
import dev.dyadic.dsl.grammar.RecipeParser.MnemonicContext;
import dev.dyadic.dsl.grammar.RecipeParser.NamedContext;
import dev.dyadic.dsl.grammar.RecipeParser.NegationContext;
import dev.dyadic.dsl.grammar.RecipeParser.PatternContext;
import dev.dyadic.dsl.grammar.RecipeParser.PrimaryContext;
import dev.dyadic.dsl.grammar.RecipeParser.SelectorContext;
import dev.dyadic.ir.Problem;
import dev.dyadic.plugin.recipe.Glob;
import dev.dyadic.plugin.recipe.Selector;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes selections of the parser's tree. */
final class SelectorReader {

    private static final int MOST_TERMS = 100;

    private final String source;
    private final List<Problem> problems;

    SelectorReader(String source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
    }

    Selection read(SelectorContext tree) {
        Selection what = either(tree.either(0));
        return tree.either().size() < 2 ? what : new Selection.Where(what, either(tree.either(1)));
    }

    private Selection either(EitherContext tree) {
        if (isTooLong(tree.both().size(), tree)) return both(tree.both(0));
        return tree.both().stream().map(this::both).reduce(Selection.Or::new).orElseThrow();
    }

    private Selection both(BothContext tree) {
        if (isTooLong(tree.negation().size(), tree)) return negation(tree.negation(0));
        return tree.negation().stream().map(this::negation).reduce(Selection.And::new).orElseThrow();
    }

    /** Two nots are none. */
    private Selection negation(NegationContext tree) {
        Selection what = primary(tree.primary());
        return tree.NOT().size() % 2 == 0 ? what : new Selection.Not(what);
    }

    private Selection primary(PrimaryContext tree) {
        return switch (tree) {
            case NamedContext name -> new Selection.Named(name.getText(), Lines.position(name.getStart(), source));
            case PatternContext pattern -> leaf(pattern.STRING(), text -> new Selector.NameMatches(new Glob(text)));
            case MnemonicContext op -> leaf(op.STRING(), Selector.Mnemonic::new);
            case FeedsContext feeds -> leaf(feeds.STRING(), text -> new Selector.Feeds(new Glob(text)));
            case FedByContext fed -> leaf(fed.STRING(), text -> new Selector.FedBy(new Glob(text)));
            case GroupContext group -> read(group.selector());
            default -> throw new IllegalStateException("no selector: " + tree.getClass());
        };
    }

    private Selection leaf(TerminalNode text, Function<String, Selector> make) {
        String content = TreeReader.unquoted(text.getText());
        if (content.isEmpty()) {
            String what = "an empty text matches nothing.";
            problems.add(new Problem(Lines.place(text.getSymbol(), source), what, "Write a name, or a pattern with * and ?."));
        }
        return new Selection.Leaf(make.apply(content.isEmpty() ? "*" : content), Lines.position(text.getSymbol(), source));
    }

    private boolean isTooLong(int terms, org.antlr.v4.runtime.ParserRuleContext tree) {
        if (terms <= MOST_TERMS) return false;
        String what = "a selection of more than " + MOST_TERMS + " terms.";
        problems.add(new Problem(Lines.place(tree.getStart(), source), what, "Use patterns with *, or several rules."));
        return true;
    }
}
