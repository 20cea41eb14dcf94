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
import dev.dyadic.plugin.recipe.Expectation.Comparison;
import dev.dyadic.plugin.recipe.Expectation.Measure;
import dev.dyadic.plugin.recipe.Position;
import dev.dyadic.plugin.registry.Suggestion;
import dev.dyadic.plugin.spec.Literal;
import dev.dyadic.plugin.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings from the command line, each a later word than all of the recipe. */
final class Overrides {

    private static final Pattern DOTTED = Pattern.compile("([a-z-]+)(?:\\.([a-z0-9-]+))?\\s*(=|>=|<=|>|<)\\s*(.*)");
    private static final List<String> SUBJECTS = List.of("calibrate", "expect", "lower", "target");
    private static final String FORMS = "Write, for example,  calibrate.limit=64 ,  lower.softmax=ibert  or  expect.cosine=0.99 .";

    private final Position at;
    private final String setting;
    private final List<Item> items;

    private Overrides(Position at, String setting, List<Item> items) {
        this.at = at;
        this.setting = setting;
        this.items = items;
    }

    static Script apply(Script script, List<String> settings) {
        List<Item> items = new ArrayList<>(script.items());
        SequencedMap<String, String> texts = new LinkedHashMap<>(script.texts());
        for (int i = 0; i < settings.size(); i++) {
            String source = settings.size() == 1 ? "setting" : "setting " + (i + 1);
            texts.put(source, settings.get(i));
            try {
                new Overrides(new Position(source, 1, 1), settings.get(i).strip(), items).apply();
            } catch (DyadicException wrong) {
                throw new DyadicException(Fault.RECIPE, Snippet.in(wrong.problems(), texts));
            }
        }
        return new Script(script.source(), items, texts);
    }

    private void apply() {
        Matcher dotted = DOTTED.matcher(setting);
        if (!dotted.matches()) {
            Script more = Syntax.parse(setting, at.source());
            if (more.statements().isEmpty()) throw wrong("an empty setting says nothing.", FORMS);
            for (Statement statement : more.statements()) add(statement);
            return;
        }
        Optional<String> part = Optional.ofNullable(dotted.group(2));
        String symbol = dotted.group(3);
        String value = dotted.group(4).strip();
        boolean comparing = !symbol.equals("=");
        if (comparing && !dotted.group(1).equals("expect")) throw wrong("only expectations are compared.", FORMS);
        switch (dotted.group(1)) {
            case "calibrate" -> calibrate(part, value);
            case "lower" -> lower(part, value);
            case "target" -> target(part, value);
            case "expect" -> expect(part.orElseThrow(() -> wrong("expect what?", FORMS)), symbol, value);
            default -> throw wrong("\"" + dotted.group(1) + "\" cannot be set.", Suggestion.hint(dotted.group(1), SUBJECTS));
        }
    }

    private void add(Statement statement) {
        switch (statement) {
            case Statement.Import _, Statement.Title _ -> throw wrong("a setting brings no title and no import.", FORMS);
            default -> items.add(new Stated(statement, Optional.empty()));
        }
    }

    private void calibrate(Optional<String> part, String value) {
        if (part.isEmpty() || part.get().equals("observer")) {
            Spec observer = spec(value);
            change(Statement.Calibrate.class,
                    Optional.of(new Statement.Calibrate(observer, Optional.empty(), Optional.empty(), at)),
                    old -> new Statement.Calibrate(observer, old.over(), old.limit(), at));
            return;
        }
        change(Statement.Calibrate.class, Optional.empty(), old -> switch (part.get()) {
            case "limit" -> new Statement.Calibrate(old.observer(), old.over(), Optional.of(word(value)), at);
            case "over" -> new Statement.Calibrate(old.observer(), Optional.of(quoted(value)), old.limit(), at);
            default -> new Statement.Calibrate(with(old.observer(), part.get(), value), old.over(), old.limit(), at);
        });
    }

    private void lower(Optional<String> part, String value) {
        var plain = new Statement.Lower(part.isEmpty() ? spec(value) : with(Spec.of("integer"), part.get(), value), at);
        change(Statement.Lower.class, Optional.of(plain), old -> {
            if (part.isEmpty()) return plain;
            return new Statement.Lower(with(old.how(), part.get(), value), at);
        });
    }

    private void target(Optional<String> part, String value) {
        Optional<Statement.Target> plain = part.isEmpty() ? Optional.of(new Statement.Target(spec(value), at)) : Optional.empty();
        change(Statement.Target.class, plain,
                old -> plain.orElseGet(() -> new Statement.Target(with(old.backend(), part.orElseThrow(), value), at)));
    }

    /** Replaces all that is expected of the measure; a plain = means the usual direction. */
    private void expect(String measure, String symbol, String value) {
        Measure known = Measure.parse(measure)
                .orElseThrow(() -> wrong("nothing measures \"" + measure + "\".", Suggestion.hint(measure, Measure.words())));
        Comparison comparison = Comparison.parse(symbol).orElse(known.usual());
        items.removeIf(item -> item instanceof Stated(Statement.Expect old, _) && old.measure().text().equals(measure));
        items.add(new Stated(new Statement.Expect(word(measure), comparison.toString(), word(value), at), Optional.empty()));
    }

    /** Replaces the last statement of a kind, or adds one where there is none and it can do without. */
    private <T extends Statement> void change(Class<T> kind, Optional<T> fresh, Function<T, Statement> change) {
        Optional<T> old = Optional.empty();
        for (Item item : items) {
            if (item instanceof Stated(var statement, _) && kind.isInstance(statement)) old = Optional.of(kind.cast(statement));
        }
        String word = kind.getSimpleName().toLowerCase(java.util.Locale.ROOT);
        Statement changed = old.<Statement>map(change).or(() -> fresh).orElseThrow(() -> wrong(
                "the recipe has no statement \"" + word + "\" that could be changed.", "Give all of it as a setting."));
        items.add(new Stated(changed, Optional.empty()));
    }

    private Spec with(Spec spec, String option, String value) {
        SequencedMap<String, Literal> options = new LinkedHashMap<>(spec.options());
        Spec read = Spec.parse("x{" + option + "=" + value + "}", at.toString());
        if (read.options().size() != 1) throw wrong("found more than one value.", FORMS);
        options.put(option, here(read.options().firstEntry().getValue()));
        return new Spec(spec.name(), options, at.toString());
    }

    private Spec spec(String value) {
        Spec spec = Spec.parse(value, at.toString());
        SequencedMap<String, Literal> options = new LinkedHashMap<>();
        spec.options().forEach((name, literal) -> options.put(name, here(literal)));
        return new Spec(spec.name(), options, at.toString());
    }

    private Literal here(Literal literal) {
        return switch (literal) {
            case Literal.Word(var text, _) -> word(text);
            case Literal.Quoted(var text, _) -> new Literal.Quoted(text, at.toString());
            case Literal.Items(var each, _) -> new Literal.Items(each.stream().map(this::here).toList(), at.toString());
        };
    }

    private Literal.Word word(String text) {
        if (!text.matches("[\\p{L}\\p{N}_.+-]+")) throw wrong("found \"" + text + "\", expected one word or number.", FORMS);
        return new Literal.Word(text, at.toString());
    }

    private Literal.Quoted quoted(String text) {
        boolean inQuotes = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return new Literal.Quoted(inQuotes ? text.substring(1, text.length() - 1) : text, at.toString());
    }

    private DyadicException wrong(String what, String hint) {
        return new DyadicException(Fault.RECIPE, at.toString(), what, hint);
    }
}
