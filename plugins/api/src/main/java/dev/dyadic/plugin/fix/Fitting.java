// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.fix;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.GraphTypes;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.TensorText;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import dev.dyadic.plugin.registry.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** Finds inputs and sizes by name and fits values to them; all that is wrong is told at once. */
final class Fitting {

    /** Fixed inputs are settings, not data; they are kept with the program as text. */
    private static final int MOST_ELEMENTS = 1024;

    private final SequencedMap<String, Value> inputs = new LinkedHashMap<>();
    private final SequencedMap<String, Tensor> values = new LinkedHashMap<>();
    private final SequencedMap<String, Long> sizes = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    Fitting(List<Value> inputs) {
        for (Value input : inputs) this.inputs.put(input.name(), GraphTypes.named(input));
    }

    Fixed fit(FixedWords wanted) {
        SequencedMap<String, String> words = new LinkedHashMap<>(wanted.words());
        words.keySet().removeIf(name -> !inputs.containsKey(name));
        // sizes first: what values must fit depends on them
        wanted.words().forEach((name, word) -> {
            if (!words.containsKey(name)) size(name, word);
        });
        words.forEach((name, word) -> attempt(name, () -> put(inputs.get(name), read(inputs.get(name), word))));
        wanted.arrays().forEach((name, array) -> attempt(name, () -> put(known(name), array)));
        var fixed = new Fixed(values, sizes);
        if (problems.isEmpty()) inputs.values().forEach(input -> check(fixed.sized(input)));
        if (!problems.isEmpty()) throw new DyadicException(Fault.USAGE, problems);
        return fixed;
    }

    private void attempt(String name, Runnable work) {
        try {
            work.run();
        } catch (DyadicException e) {
            for (Problem each : e.problems()) problems.add(new Problem("--fix " + name, each.what(), each.hint()));
        }
    }

    private static DyadicException wrong(String what, String hint) {
        return new DyadicException(Fault.USAGE, "", what, hint);
    }

    private SequencedSet<String> sizesOf(Value input) {
        SequencedSet<String> names = new LinkedHashSet<>();
        if (input.type().shape().ranked()) input.type().shape().dims().forEach(dim -> names.addAll(dim.names()));
        return names;
    }

    private Value known(String name) {
        Value input = inputs.get(name);
        if (input == null) throw wrong("is no input.", Suggestion.hint(name, inputs.keySet()));
        return input;
    }

    private void size(String name, String word) {
        attempt(name, () -> {
            SequencedSet<String> named = new LinkedHashSet<>();
            inputs.values().forEach(input -> named.addAll(sizesOf(input)));
            SequencedSet<String> all = new LinkedHashSet<>(inputs.keySet());
            all.addAll(named);
            if (!named.contains(name)) throw wrong("is no input and no named size.", Suggestion.hint(name, all));
            boolean number = word.matches("[0-9]{1,10}") && Long.parseLong(word) <= Integer.MAX_VALUE && !word.matches("0+");
            if (!number) throw wrong("is a size: found " + word + "; expected a number from 1 to " + Integer.MAX_VALUE + ".", "");
            sizes.put(name, Long.parseLong(word));
        });
    }

    /** The tensor a word stands for: numbers, which get the type of the input, or a type with elements. */
    private Tensor read(Value input, String word) {
        if (word.endsWith(")")) return TensorText.parse("", word);
        Type type = new Fixed(new LinkedHashMap<>(), sizes).sized(input).type();
        if (type.knownElement().isEmpty() || !type.shape().ranked() || type.knownElement().get().equals(Element.STRING)) {
            throw wrong("is " + type + "; numbers alone do not tell its type.",
                    "Write it as well: " + input.name() + "=2xi64(3, 4).");
        }
        String numbers = word.startsWith("[") && word.endsWith("]") ? word.substring(1, word.length() - 1) : word;
        long count = numbers.isBlank() ? 0 : numbers.chars().filter(c -> c == ',').count() + 1;
        List<Dim> dims = new ArrayList<>();
        for (Dim dim : type.shape().dims()) dims.add(dim.isConstant() ? dim : type.shape().rank() == 1 ? Dim.of(count) : Dim.ONE);
        try {
            return TensorText.parse("", new Type(Shape.of(dims), type.element()) + "(" + numbers + ")");
        } catch (DyadicException e) {
            throw wrong("is " + type + ": " + e.problems().getFirst().what(), "");
        }
    }

    private void put(Value input, Tensor value) {
        Type type = new Fixed(new LinkedHashMap<>(), sizes).sized(input).type();
        boolean fits = type.knownElement().map(value.element()::equals).orElse(true)
                && (!type.shape().ranked() || type.shape().rank() == value.rank());
        if (!fits) throw wrong("is " + type + ", not " + value + ".", "");
        if (value.count() > MOST_ELEMENTS) {
            throw wrong("is fixed to " + value + "; expected at most " + MOST_ELEMENTS + " elements.", "");
        }
        for (int axis = 0; type.shape().ranked() && axis < value.rank(); axis++) bind(input, type, axis, value);
        values.put(input.name(), value);
    }

    /** A size that only this input has is what the value has; one of other inputs, too, is fixed by its own name only. */
    private void bind(Value input, Type type, int axis, Tensor value) {
        Dim dim = type.shape().dim(axis);
        if (dim.is(value.size(axis))) return;
        boolean own = dim.names().size() == 1 && dim.equals(Dim.named(dim.names().getFirst()))
                && !sizes.containsKey(dim.names().getFirst());
        if (!own) throw wrong("is " + type + ", not " + value + ".", "");
        String name = dim.names().getFirst();
        String sharing = inputs.values().stream()
                .filter(each -> !each.equals(input) && sizesOf(each).contains(name))
                .map(Value::name)
                .collect(Collectors.joining(", "));
        if (!sharing.isEmpty()) {
            throw wrong("is " + type + ", and " + sharing + " has the size " + name + " too; it must be fixed as well.",
                    "Add: --fix " + name + "=" + value.size(axis) + ".");
        }
        if (value.size(axis) == 0) throw wrong("is " + type + ", not " + value + "; sizes are at least 1.", "");
        sizes.put(name, value.size(axis));
    }

    private void check(Value input) {
        if (!input.type().shape().ranked()) return;
        for (Dim dim : input.type().shape().dims()) {
            if (dim.isKnown() && (!dim.isConstant() || dim.constant() >= 0)) continue;
            problems.add(
                    Problem.of("--fix", "makes the input " + input.name() + " " + input.type() + ", of a size that cannot be."));
        }
    }
}
