// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.check;

import dev.dyadic.dsl.Checked;
import dev.dyadic.dsl.ast.Script;
import dev.dyadic.dsl.ast.Statement;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.recipe.Calibration;
import dev.dyadic.plugin.recipe.Expectation;
import dev.dyadic.plugin.recipe.Lowering;
import dev.dyadic.plugin.recipe.Position;
import dev.dyadic.plugin.recipe.Recipe;
import dev.dyadic.plugin.recipe.Rule;
import dev.dyadic.plugin.recipe.Selector;
import dev.dyadic.plugin.recipe.Step;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.registry.Suggestion;
import dev.dyadic.plugin.spec.Literal;
import dev.dyadic.plugin.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Looks up every name of a recipe whose imports are inlined. */
public final class Checker {

    private static final int MOST_STATEMENTS = 1000;

    private final Script script;
    private final Registry registry;
    private final Complaints complaints = new Complaints();
    private final FormatNames formats;
    private final SelectionNames selections;
    private final RuleReader rules;
    private final Goals goals;
    private final List<Step> steps = new ArrayList<>();
    private final SequencedMap<Statement, Rule> read = new LinkedHashMap<>();
    private Optional<Calibration> calibration = Optional.empty();
    private Lowering lowering = Lowering.NONE;
    private Optional<Spec> target = Optional.empty();

    private Checker(Script script, Registry registry) {
        this.script = script;
        this.registry = registry;
        this.formats = new FormatNames(registry, complaints);
        this.selections = new SelectionNames(complaints);
        this.rules = new RuleReader(selections, new NumericReader(registry, formats, complaints), complaints);
        this.goals = new Goals(complaints);
    }

    /** @throws dev.dyadic.ir.DyadicException if a name, an option or a value is wrong, or rules contradict each other */
    public static Checked check(Script script, Registry registry) {
        return new Checker(script, registry).checked();
    }

    private Checked checked() {
        List<Statement> all = script.statements();
        if (all.size() > MOST_STATEMENTS) {
            complaints.add(all.get(MOST_STATEMENTS).at(), "a recipe has at most " + MOST_STATEMENTS + " statements.",
                    "Use patterns with *.");
            complaints.raise(script.texts());
        }
        List<Statement> kept = new Overriding(complaints).kept(all);
        for (Statement statement : kept) read(statement, all);
        List<Statement> alive = kept.stream().filter(statement -> !isDead(statement)).toList();
        List<Expectation> expectations = goals.consistent();
        complaints.raise(script.texts());
        List<Rule> holding = alive.stream().filter(read::containsKey).map(read::get).toList();
        var recipe = new Recipe(title(), formats.defined(), calibration, steps, holding, lowering, expectations, target);
        return new Checked(recipe, text(alive));
    }

    private void read(Statement statement, List<Statement> all) {
        switch (statement) {
            case Statement.Title title -> {
                if (title == all.getFirst()) return;
                complaints.add(title.at(), "the title stands in the first line of a recipe, once.",
                        "Move it up, or take it away.");
            }
            case Statement.Import inclusion -> throw new IllegalStateException("not inlined: " + inclusion);
            case Statement.Define define -> formats.define(define);
            case Statement.Select select -> selections.define(select);
            case Statement.Calibrate calibrate -> calibrate(calibrate);
            case Statement.Apply apply -> apply(apply);
            case Statement.Quantize quantize -> rules.quantize(quantize).ifPresent(rule -> read.put(quantize, rule));
            case Statement.Keep keep -> rules.keep(keep).ifPresent(rule -> read.put(keep, rule));
            case Statement.Lower lower -> lower(lower);
            case Statement.Expect expect -> goals.add(expect);
            case Statement.Target(var backend, var at) ->
                target = complaints.attempt(at, () -> registry.get(Backend.class, backend)).map(_ -> backend);
        }
    }

    private void calibrate(Statement.Calibrate statement) {
        complaints.attempt(statement.at(), () -> registry.get(Observer.class, statement.observer()));
        OptionalInt limit = OptionalInt.empty();
        if (statement.limit().isPresent()) {
            Literal.Word written = statement.limit().get();
            Optional<Double> number = OptionReader.number(written)
                    .filter(value -> value >= 1 && value <= 1e9 && value == Math.rint(value));
            if (number.isEmpty())
                complaints.add(written.where(), "limit is a whole number of runs, 1 or more; found " + written + ".", "");
            limit = number.stream().mapToInt(Double::intValue).findFirst();
        }
        calibration = Optional.of(new Calibration(statement.observer(), statement.over().map(Literal.Quoted::text), limit));
    }

    private void apply(Statement.Apply statement) {
        Position at = statement.at();
        Optional<Selector> to = statement.to().flatMap(what -> selections.selector(what, at));
        for (Spec pass : statement.passes()) {
            complaints.attempt(at, () -> registry.get(Pass.class, pass));
            steps.add(new Step(pass, to, at));
        }
    }

    private void lower(Statement.Lower statement) {
        Spec how = statement.how();
        boolean integer = how.name().equals("integer");
        if (!integer && !how.name().equals("none")) {
            complaints.add(how.where(), "arithmetic is lowered to integer or to none, not to \"" + how.name() + "\".",
                    Suggestion.hint(how.name(), List.of("integer", "none")));
            return;
        }
        List<Lowering.Option> known = integer ? List.of(Lowering.Option.values()) : List.of();
        var options = new OptionReader(how, known.stream().map(Lowering.Option::toString).toList(), complaints);
        SequencedMap<Lowering.Option, String> methods = new LinkedHashMap<>();
        for (Lowering.Option option : known) {
            options.choice(option.toString(), option.methods()).ifPresent(method -> methods.put(option, method));
        }
        lowering = new Lowering(integer, methods);
    }

    /** A rule that a later one of the same source leaves without effect is a mistake; one of an import is overridden. */
    private boolean isDead(Statement statement) {
        Rule rule = read.get(statement);
        if (rule == null) return false;
        boolean below = false;
        for (Rule later : read.values()) {
            if (below && Coverage.isDead(rule, later)) {
                boolean one = rule.at().source().equals(later.at().source());
                if (one)
                    complaints.add(rule.at(),
                            "the rule has no effect: line " + later.at().line() + " decides about all its nodes.",
                            "Put it below that line, or take one of the two away.");
                return true;
            }
            below |= later == rule;
        }
        return false;
    }

    private String title() {
        return script.statements().stream()
                .filter(Statement.Title.class::isInstance)
                .map(statement -> ((Statement.Title) statement).title())
                .findFirst()
                .orElseGet(() -> script.source().replaceAll("^.*[/\\\\]|\\.recipe$", ""));
    }

    private String text(List<Statement> alive) {
        String body = alive.stream()
                .filter(statement -> !(statement instanceof Statement.Title))
                .map(statement -> statement.text() + "\n")
                .collect(Collectors.joining());
        return "recipe " + Literal.quote(title()) + "\n" + (body.isEmpty() ? "" : "\n" + body);
    }
}
