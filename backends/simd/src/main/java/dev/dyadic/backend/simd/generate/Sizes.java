// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sizes as Java expressions of type int over the fields that hold the named sizes. */
public final class Sizes {

    private final Map<String, String> fields = new TreeMap<>();

    /** @param names the sizes known before a run, from its inputs */
    Sizes(Set<String> names) {
        for (String name : names) {
            String field = "n_" + name.replaceAll("[^A-Za-z0-9_]", "_");
            while (fields.containsValue(field)) field += "_";
            fields.put(name, field);
        }
    }

    /** The field of each named size. */
    public Map<String, String> fields() {
        return fields;
    }

    /** Whether all sizes of a shape are known before a run. */
    boolean knows(Shape shape) {
        return shape.isKnown() && shape.dims().stream().allMatch(dim -> fields.keySet().containsAll(dim.names()));
    }

    /** An expression that may stand anywhere. */
    String of(Dim dim) {
        String text = sum(dim);
        return dim.isConstant() && dim.constant() >= 0 || text.matches("\\w+") ? text : "(" + text + ")";
    }

    private String sum(Dim dim) {
        if (dim.isConstant()) return Integer.toString(Math.toIntExact(dim.constant()));
        var text = new StringBuilder();
        for (Dim.Term term : dim.terms()) {
            if (!text.isEmpty()) text.append(" + ");
            text.append(product(term));
        }
        return text.toString();
    }

    private String product(Dim.Term term) {
        var text = new StringBuilder();
        if (term.coefficient() != 1 || term.factors().isEmpty()) text.append(Math.toIntExact(term.coefficient()));
        for (Dim.Factor factor : term.factors()) {
            if (!text.isEmpty()) text.append(" * ");
            text.append(
                    switch (factor) {
                        case Dim.Name(String name) -> fields.get(name);
                        case Dim.Call(Dim.Function function, Dim left, Dim right) -> "Math." + call(function) + "(" + sum(left)
                                + ", " + sum(right) + ")";
                        default -> throw new IllegalStateException("a size is not known");
                    });
        }
        return text.toString();
    }

    private static String call(Dim.Function function) {
        return switch (function) {
            case DIV -> "floorDiv";
            case MIN -> "min";
            case MAX -> "max";
        };
    }
}
