// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.fix;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Npz;
import dev.dyadic.ir.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * What is to be fixed, as it was written: {@code sr=16000}, {@code batch=1}, {@code ids=[1,2]}, {@code x=1x2xf32(0.5, 1.0)}, or the name of an
 * {@code .npz} file, which holds values of inputs.
 *
 * @param words what stands behind each name
 * @param arrays of {@code .npz} files
 */
public record FixedWords(SequencedMap<String, String> words, SequencedMap<String, Tensor> arrays) implements Fixing {

    /** Fixed inputs are settings, not data. */
    private static final long MOST_BYTES = 1 << 20;

    public static final FixedWords NONE = new FixedWords(new LinkedHashMap<>(), new LinkedHashMap<>());

    public FixedWords {
        words = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(words));
        arrays = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arrays));
    }

    /**
     * What some words ask for.
     *
     * @throws DyadicException if one is malformed or a file cannot be read, or a name has two values
     */
    public static FixedWords parse(List<String> items) {
        SequencedMap<String, String> words = new LinkedHashMap<>();
        SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
        for (String item : items) {
            int at = item.lastIndexOf('=');
            if (at > 0 && at < item.length() - 1) once(words, item.substring(0, at).strip(), item.substring(at + 1).strip());
            else
                if (item.endsWith(".npz"))
                    Npz.read(Path.of(item), MOST_BYTES).forEach((name, value) -> once(arrays, name, value));
                else
                    throw new DyadicException(Fault.USAGE, "--fix " + item, "expected NAME=VALUE, or an .npz file.");
        }
        for (String name : arrays.keySet()) {
            if (words.containsKey(name)) throw twice(name);
        }
        return new FixedWords(words, arrays);
    }

    private static <T> void once(SequencedMap<String, T> all, String name, T value) {
        if (all.put(name, value) != null) throw twice(name);
    }

    private static DyadicException twice(String name) {
        return new DyadicException(Fault.USAGE, "--fix " + name, "has two values; expected one.");
    }

    public boolean isEmpty() {
        return words.isEmpty() && arrays.isEmpty();
    }

    /**
     * What is wanted besides what is fixed already.
     *
     * @throws DyadicException if something fixed is wanted otherwise
     */
    public FixedWords beside(Fixed before) {
        List<Value> constants = new ArrayList<>();
        before.values().forEach((name, value) -> constants.add(new Value(name, value.type())));
        Fixed again = matching(before.values()::containsKey).on(constants);
        again.values().forEach((name, value) -> {
            if (!value.equals(before.values().get(name))) throw otherwise(name, before);
        });
        words.forEach((name, word) -> {
            Long size = before.sizes().get(name);
            if (size != null && !word.equals(size.toString())) throw otherwise(name, before);
        });
        return matching(name -> !before.values().containsKey(name) && !before.sizes().containsKey(name));
    }

    private static DyadicException otherwise(String name, Fixed before) {
        return new DyadicException(Fault.USAGE, "--fix " + name, "was fixed to " + before.words().get(name)
                + " when the program was compiled; it cannot be anything else.");
    }

    private FixedWords matching(Predicate<String> name) {
        SequencedMap<String, String> otherWords = new LinkedHashMap<>(words);
        otherWords.keySet().removeIf(name.negate());
        SequencedMap<String, Tensor> otherArrays = new LinkedHashMap<>(arrays);
        otherArrays.keySet().removeIf(name.negate());
        return new FixedWords(otherWords, otherArrays);
    }

    @Override public Fixed on(List<Value> inputs) {
        return isEmpty() ? Fixed.NONE : new Fitting(inputs).fit(this);
    }
}
