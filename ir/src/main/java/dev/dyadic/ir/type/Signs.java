// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.type;

import dev.dyadic.ir.type.Dim.Call;
import dev.dyadic.ir.type.Dim.Factor;
import dev.dyadic.ir.type.Dim.Function;
import dev.dyadic.ir.type.Dim.Name;
import dev.dyadic.ir.type.Dim.Nothing;
import dev.dyadic.ir.type.Dim.Term;
import java.util.ArrayList;
import java.util.List;

/** Proves that a polynomial is never negative, by putting bounds in the place of quotients, minima and maxima. */
final class Signs {

    private static final int MOST_BOUNDS = 4;

    private Signs() {}

    static boolean neverNegative(Dim dim) {
        return dim.isKnown() && prove(dim, MOST_BOUNDS);
    }

    private static boolean prove(Dim dim, int bounds) {
        if (dim.terms().stream().allMatch(Signs::evident)) return true;
        if (bounds == 0) return false;
        return dim.terms().stream().anyMatch(term -> bounded(dim, term, bounds - 1));
    }

    private static boolean evident(Term term) {
        return term.coefficient() >= 0 && term.factors().stream().allMatch(Signs::evident);
    }

    private static boolean evident(Factor factor) {
        return switch (factor) {
            case Name _ -> true;
            case Nothing _ -> false;
            case Call(Function function, Dim left, Dim right) ->
                switch (function) {
                    case DIV, MIN -> neverNegative(left) && neverNegative(right);
                    case MAX -> neverNegative(left) || neverNegative(right);
                };
        };
    }

    /** Puts the bounds of one call of a term in its place; the other factors must not change the sign. */
    private static boolean bounded(Dim dim, Term term, int bounds) {
        for (Factor factor : term.factors()) {
            if (!(factor instanceof Call call)) continue;
            List<Factor> others = new ArrayList<>(term.factors());
            others.remove(factor);
            if (!others.stream().allMatch(Signs::evident)) continue;
            Dim rest = dim.minus(Dim.term(term.coefficient(), term.factors()));
            if (proveCall(rest, Dim.term(term.coefficient(), others), term.coefficient() > 0, call, bounds)) return true;
        }
        return false;
    }

    private static boolean proveCall(Dim rest, Dim times, boolean positive, Call call, int bounds) {
        Dim left = rest.plus(times.times(call.left()));
        Dim right = rest.plus(times.times(call.right()));
        return switch (call.function()) {
            case MIN -> positive ? prove(left, bounds) && prove(right, bounds) : prove(left, bounds) || prove(right, bounds);
            case MAX -> positive ? prove(left, bounds) || prove(right, bounds) : prove(left, bounds) && prove(right, bounds);
            case DIV -> {
                if (!call.right().isConstant() || call.right().constant() < 1) yield false;
                Dim least = positive ? call.left().plus(1 - call.right().constant()) : call.left();
                yield prove(rest.times(call.right()).plus(times.times(least)), bounds);
            }
        };
    }
}
