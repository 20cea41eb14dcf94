// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.check;

import dev.dyadic.dsl.ast.Part;
import dev.dyadic.dsl.ast.Statement;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.recipe.Numeric;
import dev.dyadic.plugin.recipe.Rule;
import dev.dyadic.plugin.recipe.Selector;
import dev.dyadic.plugin.registry.Suggestion;
import java.util.List;
import java.util.Optional;

/** Reads rules. */
final class RuleReader {

    private static final List<String> KEPT = List.of("f16", "f32");

    private final SelectionNames selections;
    private final NumericReader numerics;
    private final Complaints complaints;

    RuleReader(SelectionNames selections, NumericReader numerics, Complaints complaints) {
        this.selections = selections;
        this.numerics = numerics;
        this.complaints = complaints;
    }

    Optional<Rule> quantize(Statement.Quantize statement) {
        Optional<Selector> what = selections.selector(statement.what(), statement.at());
        Optional<Numeric> weights = statement.weights().flatMap(part -> numerics.read(part, true));
        Optional<Numeric> activations = statement.activations().flatMap(part -> numerics.read(part, false));
        if (what.isEmpty() || isSpoiled(statement.weights(), weights) || isSpoiled(statement.activations(), activations)) {
            return Optional.empty();
        }
        return Optional.of(new Rule.Quantize(what.get(), weights, activations, statement.optional(), statement.at()));
    }

    private static boolean isSpoiled(Optional<Part> written, Optional<Numeric> read) {
        return written.isPresent() && read.isEmpty();
    }

    Optional<Rule> keep(Statement.Keep statement) {
        String element = statement.element().text();
        boolean known = KEPT.contains(element);
        if (!known)
            complaints.add(statement.element().where(), "nodes are kept in f16 or f32, not in \"" + element + "\".",
                    Suggestion.hint(element, KEPT));
        Optional<Selector> what = selections.selector(statement.what(), statement.at());
        if (!known) return Optional.empty();
        Element kept = Element.parse(element).orElseThrow();
        return what.map(selector -> new Rule.Keep(selector, kept, statement.optional(), statement.at()));
    }
}
