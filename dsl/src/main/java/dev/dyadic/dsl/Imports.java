// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl;

import dev.dyadic.dsl.ast.Script;
import dev.dyadic.dsl.ast.Script.Item;
import dev.dyadic.dsl.ast.Script.Stated;
import dev.dyadic.dsl.ast.Statement;
import dev.dyadic.dsl.syntax.Snippet;
import dev.dyadic.dsl.syntax.Syntax;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Problem;
import dev.dyadic.plugin.spec.Literal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SequencedMap;

/**
 * Puts in the place of each import what the imported recipe says, without its title. What is imported twice stands at
 * the first place.
 */
final class Imports {

    private static final int DEEPEST = 16;
    private static final int MOST = 200;

    private final Loader loader;
    private final SequencedMap<String, String> texts = new LinkedHashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Source> chain = new ArrayList<>();

    private Imports(Loader loader) {
        this.loader = loader;
    }

    static Script inline(Source main, Loader loader) {
        var imports = new Imports(loader);
        imports.add(main);
        return new Script(main.name(), imports.items, imports.texts);
    }

    private void add(Source source) {
        seen.add(source.identity());
        chain.add(source);
        Script script = Syntax.parse(source.text(), source.name());
        texts.putAll(script.texts());
        for (Item item : script.items()) {
            switch (item) {
                case Stated(Statement.Import(var what, _), _) -> include(what, source);
                case Stated(Statement.Title _, _) when chain.size() > 1 -> {}
                case Script.Comment _, Script.Gap _ when chain.size() > 1 -> {}
                case Stated _, Script.Comment _, Script.Gap _ -> items.add(item);
            }
        }
        chain.removeLast();
    }

    private void include(Literal.Quoted what, Source by) {
        Source found = load(what, by);
        List<String> open = chain.stream().map(Source::identity).toList();
        int from = open.indexOf(found.identity());
        if (from >= 0) {
            List<String> names = new ArrayList<>(chain.subList(from, chain.size()).stream().map(Source::name).toList());
            names.add(found.name());
            throw wrong(what, "the imports go round in a circle: " + String.join(" -> ", names) + ".", "Take one of them away.");
        }
        if (chain.size() >= DEEPEST) throw wrong(what, "imports are more than " + DEEPEST + " deep.", "Import fewer levels.");
        if (seen.size() >= MOST) throw wrong(what, "more than " + MOST + " recipes are imported.", "Import fewer.");
        if (!seen.contains(found.identity())) add(found);
    }

    private Source load(Literal.Quoted what, Source by) {
        try {
            return loader.load(what.text(), by);
        } catch (DyadicException missing) {
            Problem problem = missing.problems().getFirst();
            throw wrong(what, problem.what(), problem.hint());
        }
    }

    private DyadicException wrong(Literal.Quoted at, String what, String hint) {
        return new DyadicException(Fault.RECIPE, Snippet.in(List.of(new Problem(at.where(), what, hint)), texts));
    }
}
