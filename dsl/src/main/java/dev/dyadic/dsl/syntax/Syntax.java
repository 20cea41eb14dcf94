// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.syntax;

import dev.dyadic.dsl.ast.Script;
import dev.dyadic.dsl.ast.Script.Comment;
import dev.dyadic.dsl.ast.Script.Gap;
import dev.dyadic.dsl.ast.Script.Item;
import dev.dyadic.dsl.ast.Script.Stated;
import dev.dyadic.dsl.ast.Statement;
import dev.dyadic.dsl.grammar.RecipeParser;
import dev.dyadic.dsl.grammar.RecipeParser.LineContext;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;

/** Reads the form of a recipe: nothing is looked up, nothing is imported. */
public final class Syntax {

    /** Longer recipes are refused, in UTF-16 units. */
    public static final int MOST_TEXT = 1 << 20;

    private Syntax() {}

    /**
     * Reads a recipe.
     *
     * @throws DyadicException with the first mistake of each statement
     */
    public static Script parse(String written, String source) {
        if (written.length() > MOST_TEXT) {
            throw new DyadicException(Fault.RECIPE, source, "a recipe has at most 1 MiB of text.", "Is this the right file?");
        }
        String text = written.startsWith("\uFEFF") ? written.substring(1) : written;
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        texts.put(source, text);
        Lines lines = Lines.of(text, source);
        lines.problem().ifPresent(problem -> fail(List.of(problem), texts));
        var errors = new OneErrorPerLine(source);
        var parser = new RecipeParser(new CommonTokenStream(new ListTokenSource(lines.tokens())));
        parser.removeErrorListeners();
        parser.setErrorHandler(errors);
        List<LineContext> trees = parser.file().line();
        if (!errors.problems().isEmpty()) fail(errors.problems(), texts);
        var reader = new TreeReader(source);
        List<Item> items = items(trees, reader, lines.comments());
        if (!reader.problems().isEmpty()) fail(reader.problems(), texts);
        return new Script(source, items, texts);
    }

    private static void fail(List<Problem> problems, SequencedMap<String, String> texts) {
        throw new DyadicException(Fault.RECIPE, Snippet.in(problems, texts));
    }

    private static List<Item> items(List<LineContext> trees, TreeReader reader, List<Lines.Remark> comments) {
        var open = new ArrayDeque<>(comments);
        List<Item> items = new ArrayList<>();
        int line = 1;
        for (LineContext tree : trees) {
            if (tree.statement() == null) continue;
            int first = tree.getStart().getLine();
            int last = tree.statement().getStop().getLine();
            Statement statement = reader.statement(tree.statement());
            line = before(first, last, open, line, items);
            if (first > line) items.add(new Gap());
            Optional<String> comment = Optional.empty();
            if (!open.isEmpty() && open.peek().line() == last) comment = Optional.of(open.remove().text());
            items.add(new Stated(statement, comment));
            line = last + 1;
        }
        before(Integer.MAX_VALUE, Integer.MAX_VALUE, open, line, items);
        return items;
    }

    /** Adds the comments above a statement and those inside it, and gives the first line below them. */
    private static int before(int first, int end, Deque<Lines.Remark> open, int from, List<Item> items) {
        int line = from;
        while (!open.isEmpty() && open.peek().line() < end) {
            Lines.Remark remark = open.remove();
            if (remark.line() > line && remark.line() < first) items.add(new Gap());
            items.add(new Comment(remark.text()));
            line = remark.line() + 1;
        }
        return line;
    }
}
