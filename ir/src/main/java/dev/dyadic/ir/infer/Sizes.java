// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the named sizes of a graph are in one run. */
public final class Sizes {

    private final Map<String, Dim> values = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private Sizes() {}

    /**
     * The values of named sizes, in order of appearance.
     *
     * @param inputs the inputs of a graph
     * @param sizes the shape each of them has in this run
     * @throws DyadicException with every problem: a rank or size that is not the declared one, a name with two values
     */
    public static Map<String, Long> bind(List<Value> inputs, List<long[]> sizes) {
        if (inputs.size() != sizes.size()) {
            throw DyadicException.input("inputs", "found " + sizes.size() + "; there must be " + inputs.size() + ".");
        }
        Sizes bound = new Sizes();
        for (int i = 0; i < inputs.size(); i++) bound.names(inputs.get(i), sizes.get(i));
        for (int i = 0; i < inputs.size(); i++) bound.check(inputs.get(i), sizes.get(i));
        if (!bound.problems.isEmpty()) throw new DyadicException(DyadicException.Fault.INPUT, bound.problems);
        Map<String, Long> numbers = new LinkedHashMap<>();
        bound.values.forEach((name, value) -> numbers.put(name, value.constant()));
        return numbers;
    }

    /** The value of a size; none if it depends on a name that has no value. */
    public static Optional<Long> evaluate(Dim dim, Map<String, Long> values) {
        Map<String, Dim> dims = new LinkedHashMap<>();
        values.forEach((name, value) -> dims.put(name, Dim.of(value)));
        return Optional.of(dim.substitute(dims)).filter(Dim::isConstant).map(Dim::constant);
    }

    /** All sizes of a shape; none if the rank or one of them has no value. */
    public static Optional<long[]> evaluate(Shape shape, Map<String, Long> values) {
        if (!shape.ranked()) return Optional.empty();
        Map<String, Dim> dims = new LinkedHashMap<>();
        values.forEach((name, value) -> dims.put(name, Dim.of(value)));
        return Shape.of(shape.dims().stream().map(dim -> dim.substitute(dims)).toList()).sizes();
    }

    /** Binds the names that stand alone, and those of which a multiple is given. */
    private void names(Value input, long[] sizes) {
        Shape shape = input.type().shape();
        if (!shape.ranked() || shape.rank() != sizes.length) return;
        for (int axis = 0; axis < sizes.length; axis++) {
            Dim dim = shape.dim(axis);
            if (dim.names().size() != 1) continue;
            String name = dim.names().getFirst();
            Optional<Long> value = solve(dim, name, sizes[axis]);
            if (value.isEmpty() || values.putIfAbsent(name, Dim.of(value.get())) != null) continue;
            sources.put(name, "axis " + axis + " of %" + input.name());
        }
    }

    /** The value of the one name in {@code factor * name + rest} for which it is the size. */
    private static Optional<Long> solve(Dim dim, String name, long size) {
        Dim rest = dim.substitute(Map.of(name, Dim.ZERO));
        Dim factor = dim.substitute(Map.of(name, Dim.ONE)).minus(rest);
        boolean linear = rest.isConstant() && factor.isConstant() && !factor.is(0)
                && dim.equals(factor.times(Dim.named(name)).plus(rest));
        if (!linear) return Optional.empty();
        long most = size - rest.constant();
        boolean whole = most % factor.constant() == 0 && most / factor.constant() >= 0;
        return whole ? Optional.of(most / factor.constant()) : Optional.empty();
    }

    private void check(Value input, long[] sizes) {
        Shape shape = input.type().shape();
        if (!shape.ranked()) return;
        String where = "input %" + input.name();
        if (shape.rank() != sizes.length) {
            problems.add(
                    Problem.of(where, "has the shape " + Shape.of(sizes) + "; it must have " + shape.rank() + " axes: " + shape
                            + "."));
            return;
        }
        for (int axis = 0; axis < sizes.length; axis++) {
            Dim dim = shape.dim(axis);
            Dim wanted = dim.substitute(values);
            if (!dim.isKnown() || wanted.is(sizes[axis])) continue;
            String found = "has the shape " + Shape.of(sizes) + "; it must be " + shape + ": ";
            String right = wanted.isConstant() ? "axis " + axis + " must have size " + wanted : "no size fits axis " + axis;
            problems.add(Problem.of(where, found + right + reason(dim) + "."));
        }
    }

    private String reason(Dim dim) {
        List<String> reasons = dim.names().stream()
                .filter(values::containsKey)
                .map(name -> name + " is " + values.get(name) + " by " + sources.get(name))
                .toList();
        return reasons.isEmpty() ? "" : ", as " + String.join(" and ", reasons);
    }
}
