// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.dsl.check;

import dev.dyadic.plugin.registry.Suggestion;
import dev.dyadic.plugin.spec.Literal;
import dev.dyadic.plugin.spec.Spec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the options of what the language itself defines; what is wrong becomes complaints. */
final class OptionReader {

    private final Spec spec;
    private final Complaints complaints;
    private boolean failed;

    /** Complains of options that are not among the known ones. */
    OptionReader(Spec spec, List<String> known, Complaints complaints) {
        this.spec = spec;
        this.complaints = complaints;
        spec.options().forEach((name, value) -> {
            if (known.contains(name)) return;
            String hint = known.isEmpty() ? "It takes no options." : Suggestion.hint(name, known);
            fail(value.where(), spec.name() + " has no option \"" + name + "\".", hint);
        });
    }

    /** Whether anything was wrong. */
    boolean hasFailed() {
        return failed;
    }

    Optional<Integer> whole(String option) {
        return read(option, "a whole number", this::whole);
    }

    Optional<Boolean> flag(String option) {
        return read(option, "true or false", literal -> literal.toString().matches("true|false")
                ? Optional.of(literal.toString().equals("true")) : Optional.empty());
    }

    Optional<String> word(String option) {
        return read(option, "a name",
                literal -> literal instanceof Literal.Word(var text, _) ? Optional.of(text) : Optional.empty());
    }

    Optional<String> choice(String option, List<String> right) {
        String what = "one of " + String.join(", ", right);
        return read(option, what, literal -> Optional.of(literal.toString()).filter(right::contains));
    }

    Optional<double[]> numbers(String option) {
        return read(option, "a list of numbers, [0, 1, 2.5]", literal -> {
            if (!(literal instanceof Literal.Items(var items, _))) return Optional.empty();
            double[] values = new double[items.size()];
            for (int i = 0; i < values.length; i++) {
                Optional<Double> value = number(items.get(i));
                if (value.isEmpty()) return Optional.empty();
                values[i] = value.get();
            }
            return Optional.of(values);
        });
    }

    /** The same, where it must be given. */
    <T> Optional<T> required(String option, Optional<T> value) {
        boolean missing = !spec.options().containsKey(option);
        if (missing && !failed) fail(spec.where(), spec.name() + " needs the option \"" + option + "\".", "");
        return value;
    }

    private <T> Optional<T> read(String option, String type, Function<Literal, Optional<T>> reader) {
        Literal written = spec.options().get(option);
        if (written == null) return Optional.empty();
        Optional<T> value = reader.apply(written);
        if (value.isEmpty()) fail(written.where(), spec.name() + ": " + option + " is " + type + "; found " + written + ".", "");
        return value;
    }

    private Optional<Integer> whole(Literal literal) {
        return number(literal).filter(value -> value == Math.rint(value) && Math.abs(value) < 1 << 30).map(Double::intValue);
    }

    /** A number as written in a recipe; never NaN or infinite. */
    static Optional<Double> number(Literal literal) {
        if (!(literal instanceof Literal.Word(var text, _)) || !text.matches("[-+.0-9eE]*[0-9][-+.0-9eE]*"))
            return Optional.empty();
        try {
            return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private void fail(Object where, String what, String hint) {
        failed = true;
        complaints.add(where, what, hint);
    }
}
