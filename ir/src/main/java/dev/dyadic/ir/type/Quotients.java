// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.type;

import dev.dyadic.ir.type.Dim.Call;
import dev.dyadic.ir.type.Dim.Factor;
import dev.dyadic.ir.type.Dim.Function;
import dev.dyadic.ir.type.Dim.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Quotients of polynomials, rounded down, in one canonical form. */
final class Quotients {

    private static final int MOST_STEPS = 64;

    private Quotients() {}

    static Dim floorDiv(Dim dividend, Dim divisor) {
        if (divisor.isConstant()) return byNumber(dividend, divisor.constant());
        Optional<Dim> exact = exact(dividend, divisor);
        if (exact.isPresent()) return exact.get();
        if (divisor.terms().size() > 1) return Dim.call(Function.DIV, dividend, divisor);
        return byTerm(dividend, divisor.terms().getFirst());
    }

    private static Dim byNumber(Dim dividend, long divisor) {
        if (divisor < 0) return byNumber(dividend.times(Dim.of(-1)), Math.negateExact(divisor));
        Dim whole = Dim.ZERO;
        Dim rest = Dim.ZERO;
        for (Term term : dividend.terms()) {
            whole = whole.plus(Dim.term(Math.floorDiv(term.coefficient(), divisor), term.factors()));
            rest = rest.plus(Dim.term(Math.floorMod(term.coefficient(), divisor), term.factors()));
        }
        if (rest.isConstant()) return whole;
        return whole.plus(proper(rest, divisor));
    }

    /** The quotient where all coefficients lie in [0, divisor). */
    private static Dim proper(Dim rest, long divisor) {
        long common = divisor;
        for (Term term : rest.terms()) {
            if (!term.factors().isEmpty()) common = gcd(common, term.coefficient());
        }
        Dim reduced = Dim.ZERO;
        for (Term term : rest.terms()) reduced = reduced.plus(Dim.term(term.coefficient() / common, term.factors()));
        long by = divisor / common;
        return by == 1 ? reduced : nested(reduced, by).orElse(Dim.call(Function.DIV, reduced, Dim.of(by)));
    }

    /** {@code (a div m + k) div n} is {@code (a + k m) div (m n)}. */
    private static Optional<Dim> nested(Dim dividend, long divisor) {
        Term first = dividend.terms().getFirst();
        boolean lone = first.coefficient() == 1 && first.factors().size() == 1;
        Dim rest = dividend.minus(Dim.term(first.coefficient(), first.factors()));
        if (!lone || !rest.isConstant()) return Optional.empty();
        if (!(first.factors().getFirst() instanceof Call(Function function, Dim inner, Dim by))) return Optional.empty();
        if (function != Function.DIV || !by.isConstant() || by.constant() < 1) return Optional.empty();
        return Optional.of(byNumber(inner.plus(rest.times(by)), Math.multiplyExact(by.constant(), divisor)));
    }

    private static Dim byTerm(Dim dividend, Term divisor) {
        Dim whole = Dim.ZERO;
        Dim rest = Dim.ZERO;
        for (Term term : dividend.terms()) {
            Optional<Dim> quotient = quotient(term, divisor);
            if (quotient.isPresent()) whole = whole.plus(quotient.get());
            else rest = rest.plus(Dim.term(term.coefficient(), term.factors()));
        }
        List<Factor> common = new ArrayList<>();
        for (Factor factor : divisor.factors()) {
            if (rest.terms().stream().allMatch(term -> term.factors().contains(factor)) && !common.contains(factor)) {
                common.add(factor);
            }
        }
        Dim by = Dim.term(divisor.coefficient(), divisor.factors());
        if (common.isEmpty()) return whole.plus(Dim.call(Function.DIV, rest, by));
        return whole.plus(floorDiv(without(rest, common), without(by, common)));
    }

    private static Dim without(Dim dim, List<Factor> factors) {
        Dim sum = Dim.ZERO;
        for (Term term : dim.terms()) {
            List<Factor> left = new ArrayList<>(term.factors());
            for (Factor factor : factors) left.remove(factor);
            sum = sum.plus(Dim.term(term.coefficient(), left));
        }
        return sum;
    }

    /** The quotient where the division leaves nothing. */
    private static Optional<Dim> exact(Dim dividend, Dim divisor) {
        Dim rest = dividend;
        Dim sum = Dim.ZERO;
        for (int step = 0; step < MOST_STEPS && !rest.is(0); step++) {
            Optional<Dim> next = quotient(rest.terms().getFirst(), divisor.terms().getFirst());
            if (next.isEmpty()) return Optional.empty();
            sum = sum.plus(next.get());
            rest = rest.minus(divisor.times(next.get()));
        }
        return rest.is(0) ? Optional.of(sum) : Optional.empty();
    }

    private static Optional<Dim> quotient(Term term, Term divisor) {
        if (term.coefficient() % divisor.coefficient() != 0) return Optional.empty();
        List<Factor> left = new ArrayList<>(term.factors());
        for (Factor factor : divisor.factors()) {
            if (!left.remove(factor)) return Optional.empty();
        }
        return Optional.of(Dim.term(term.coefficient() / divisor.coefficient(), left));
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
