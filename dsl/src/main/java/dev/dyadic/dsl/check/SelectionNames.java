// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.check;

import dev.dyadic.dsl.ast.Selection;
import dev.dyadic.dsl.ast.Statement.Select;
import dev.dyadic.ir.op.Mnemonics;
import dev.dyadic.plugin.recipe.Position;
import dev.dyadic.plugin.recipe.Selector;
import dev.dyadic.plugin.recipe.StructureKind;
import dev.dyadic.plugin.registry.Suggestion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts in the place of the names of selections what they stand for. */
final class SelectionNames {

    /**
     * A selector may be so many terms, all names replaced; the length of the text bounds nothing, as each name may stand
     * for two of another.
     */
    private static final int MOST_TERMS = 2000;

    private record Sized(Selector selector, int terms) {}

    private final Complaints complaints;
    private final Map<String, Sized> defined = new HashMap<>();
    private final Set<String> spoiled = new HashSet<>();

    SelectionNames(Complaints complaints) {
        this.complaints = complaints;
    }

    void define(Select select) {
        if (StructureKind.parse(select.name()).isPresent()) {
            complaints.add(select.at(), "\"" + select.name() + "\" is a kind of nodes, so no selection can be called so.",
                    "Choose another name.");
            return;
        }
        Optional<Sized> made = sized(select.selection(), select.at());
        if (made.isEmpty()) spoiled.add(select.name());
        made.ifPresent(sized -> defined.put(select.name(), sized));
    }

    /** The selector, or nothing after complaining. */
    Optional<Selector> selector(Selection selection, Position at) {
        return sized(selection, at).map(Sized::selector);
    }

    private Optional<Sized> sized(Selection selection, Position at) {
        Optional<Sized> made = resolve(selection);
        if (made.isEmpty() || made.get().terms() <= MOST_TERMS) return made;
        complaints.add(at, "the selection has more than " + MOST_TERMS + " terms once names are replaced.",
                "Use patterns with * instead.");
        return Optional.empty();
    }

    private Optional<Sized> resolve(Selection selection) {
        return switch (selection) {
            case Selection.Leaf(Selector.Mnemonic op, var at) -> mnemonic(op, at);
            case Selection.Leaf(var selector, _) -> Optional.of(new Sized(selector, 1));
            case Selection.Named(var name, var at) -> named(name, at);
            case Selection.Not(var what) ->
                resolve(what).map(sized -> new Sized(new Selector.Not(sized.selector()), sized.terms() + 1));
            case Selection.And(var left, var right) -> both(left, right, Selector.And::new);
            case Selection.Or(var left, var right) -> both(left, right, Selector.Or::new);
            case Selection.Where(var what, var condition) -> both(what, condition, Selector.And::new);
        };
    }

    private Optional<Sized> both(
            Selection left, Selection right, java.util.function.BinaryOperator<Selector> join) {
        Optional<Sized> first = resolve(left);
        Optional<Sized> second = resolve(right);
        if (first.isEmpty() || second.isEmpty()) return Optional.empty();
        int terms = Math.min(first.get().terms() + second.get().terms() + 1, MOST_TERMS + 1);
        return Optional.of(new Sized(join.apply(first.get().selector(), second.get().selector()), terms));
    }

    private Optional<Sized> named(String name, Position at) {
        Optional<StructureKind> kind = StructureKind.parse(name);
        if (kind.isPresent()) return Optional.of(new Sized(new Selector.Kind(kind.get()), 1));
        if (defined.containsKey(name)) return Optional.of(defined.get(name));
        if (spoiled.contains(name)) return Optional.empty();
        Set<String> known = new TreeSet<>(StructureKind.words());
        known.addAll(defined.keySet());
        complaints.add(at, "there is no kind of nodes and no selection \"" + name + "\".", Suggestion.hint(name, known));
        return Optional.empty();
    }

    /** Ops of plug-ins have a dot in their name and are not looked up. */
    private Optional<Sized> mnemonic(Selector.Mnemonic op, Position at) {
        String name = op.mnemonic();
        boolean ofPlugin = name.contains(".") && !name.startsWith("int.");
        if (ofPlugin || Mnemonics.all().containsKey(name)) return Optional.of(new Sized(op, 1));
        String hint = Suggestion.among(name, Mnemonics.all().keySet())
                .map(word -> "Did you mean '" + word + "'?")
                .orElse("Ops are called as the compiler prints them:  dyadic show MODEL .");
        complaints.add(at, "there is no op \"" + name + "\".", hint);
        return Optional.empty();
    }
}
