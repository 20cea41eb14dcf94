// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.check;

import dev.dyadic.dsl.ast.Statement;
import dev.dyadic.plugin.recipe.Expectation;
import dev.dyadic.plugin.recipe.Expectation.Comparison;
import dev.dyadic.plugin.recipe.Expectation.Measure;
import dev.dyadic.plugin.registry.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads expectations and sees that they can be met together. */
final class Goals {

    private final Complaints complaints;
    private final List<Expectation> goals = new ArrayList<>();

    Goals(Complaints complaints) {
        this.complaints = complaints;
    }

    void add(Statement.Expect statement) {
        String word = statement.measure().text();
        Optional<Measure> measure = Measure.parse(word);
        if (measure.isEmpty()) {
            complaints.add(statement.measure().where(), "nothing measures \"" + word + "\".",
                    Suggestion.hint(word, Measure.words()));
        }
        Optional<Double> number = OptionReader.number(statement.number());
        if (number.isEmpty())
            complaints.add(statement.number().where(), "found " + statement.number() + ", expected a number.", "");
        if (measure.isEmpty() || number.isEmpty()) return;
        Comparison comparison = Comparison.parse(statement.comparison()).orElseThrow();
        complaints
                .attempt(statement.number().where(),
                        () -> new Expectation(measure.get(), comparison, number.get(), statement.at()))
                .ifPresent(goals::add);
    }

    /** All of them; complains of one that an earlier one makes impossible. */
    List<Expectation> consistent() {
        for (int i = 0; i < goals.size(); i++) {
            for (Expectation before : goals.subList(0, i)) {
                if (before.measure() == goals.get(i).measure()) compare(before, goals.get(i));
            }
        }
        return goals;
    }

    private void compare(Expectation one, Expectation other) {
        Expectation low = isLower(one) ? one : other;
        Expectation high = isLower(one) ? other : one;
        if (isLower(low) == isLower(high)) return;
        boolean touching = low.comparison() == Comparison.AT_LEAST && high.comparison() == Comparison.AT_MOST;
        if (low.number() < high.number() || touching && low.number() == high.number()) return;
        complaints.add(other.at(), "no program can be so: line " + one.at().line() + " expects " + text(one) + ".",
                "Take one of the two away.");
    }

    private static String text(Expectation goal) {
        return goal.measure() + " " + goal.comparison() + " " + goal.number();
    }

    private static boolean isLower(Expectation goal) {
        return goal.comparison() == Comparison.AT_LEAST || goal.comparison() == Comparison.MORE;
    }
}
