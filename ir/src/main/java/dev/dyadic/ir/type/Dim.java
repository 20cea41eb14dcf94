// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.type;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.LinkedHashSet;
import java.util.regex.Pattern;

/**
 * An integer known at compile time or in terms of named sizes: a polynomial with integer coefficients over names and over floor
 * quotients, minima and maxima of such polynomials. Names stand for sizes, which are never negative. Equal polynomials are
 * equal objects; {@code 2*L+1} prints and reads back.
 */
public record Dim(List<Term> terms) {

    /** A product of factors, in order, and how often it is counted. */
    public record Term(long coefficient, List<Factor> factors) {
        public Term {
            factors = List.copyOf(factors);
        }
    }

    /** What a term multiplies. */
    public sealed interface Factor permits Name, Call, Nothing {}

    /** A named size. */
    public record Name(String name) implements Factor {
        private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

        public Name {
            if (!LEGAL.matcher(name).matches()) throw new IllegalArgumentException("not a name of a size: " + name);
        }

        @Override public String toString() {
            return name;
        }
    }

    /** A function of two polynomials that is no polynomial. */
    public record Call(Function function, Dim left, Dim right) implements Factor {
        @Override public String toString() {
            return function.word + "(" + left + ", " + right + ")";
        }
    }

    /** Stands for a size about which nothing is known; never equal to another size, though it prints alike. */
    record Nothing() implements Factor {
        @Override public String toString() {
            return "?";
        }
    }

    /** The functions of {@link Call}. */
    public enum Function {
        /** The quotient, rounded down. */
        DIV("div"),
        MIN("min"),
        MAX("max");

        private final String word;

        Function(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public static final Dim UNKNOWN = new Dim(List.of(new Term(1, List.of(new Nothing()))));
    public static final Dim ZERO = new Dim(List.of());
    public static final Dim ONE = of(1);

    private static final Comparator<List<Factor>> ORDER = Comparator.<List<Factor>>comparingInt(List::size).reversed()
            .thenComparing(List::toString);

    public Dim {
        terms = List.copyOf(terms);
    }

    public static Dim of(long number) {
        return number == 0 ? ZERO : new Dim(List.of(new Term(number, List.of())));
    }

    public static Dim named(String name) {
        return new Dim(List.of(new Term(1, List.of(new Name(name)))));
    }

    public boolean isKnown() {
        return !equals(UNKNOWN);
    }

    public boolean isConstant() {
        return terms.isEmpty() || terms.size() == 1 && terms.getFirst().factors().isEmpty();
    }

    /** Whether it prints as a number or {@code ?} and so needs no brackets in a shape. */
    public boolean isPlain() {
        return isConstant() && constant() >= 0 || !isKnown();
    }

    public long constant() {
        if (!isConstant()) throw new IllegalStateException(this + " is no number");
        return terms.isEmpty() ? 0 : terms.getFirst().coefficient();
    }

    public boolean is(long number) {
        return isConstant() && constant() == number;
    }

    public Dim plus(Dim other) {
        if (!isKnown() || !other.isKnown()) return UNKNOWN;
        TreeMap<List<Factor>, Long> sum = new TreeMap<>(ORDER);
        for (Term term : terms) add(sum, term.factors(), term.coefficient());
        for (Term term : other.terms) add(sum, term.factors(), term.coefficient());
        return collect(sum);
    }

    public Dim plus(long number) {
        return plus(of(number));
    }

    public Dim minus(Dim other) {
        return plus(other.times(of(-1)));
    }

    public Dim times(Dim other) {
        if (is(0) || other.is(0)) return ZERO;
        if (!isKnown() || !other.isKnown()) return UNKNOWN;
        TreeMap<List<Factor>, Long> product = new TreeMap<>(ORDER);
        for (Term a : terms) {
            for (Term b : other.terms) {
                List<Factor> factors = new ArrayList<>(a.factors());
                factors.addAll(b.factors());
                factors.sort(Comparator.comparing(Factor::toString));
                add(product, factors, Math.multiplyExact(a.coefficient(), b.coefficient()));
            }
        }
        return collect(product);
    }

    /** The quotient rounded down; exact parts are taken out, the rest stays a {@code div}. */
    public Dim floorDiv(Dim divisor) {
        if (!isKnown() || !divisor.isKnown()) return UNKNOWN;
        if (divisor.is(0)) throw new ArithmeticException("division by zero");
        if (divisor.is(1)) return this;
        if (isConstant() && divisor.isConstant()) return of(Math.floorDiv(constant(), divisor.constant()));
        if (equals(divisor)) return ONE;
        if (divisor.terms.size() != 1) return call(Function.DIV, this, divisor);
        Term by = divisor.terms.getFirst();
        Dim exact = ZERO;
        Dim rest = ZERO;
        for (Term term : terms) {
            List<Factor> left = new ArrayList<>(term.factors());
            boolean divides = term.coefficient() % by.coefficient() == 0;
            for (Factor factor : by.factors()) divides &= left.remove(factor);
            if (divides) exact = exact.plus(new Dim(List.of(new Term(term.coefficient() / by.coefficient(), left))));
            else rest = rest.plus(new Dim(List.of(term)));
        }
        if (rest.is(0)) return exact;
        if (rest.isConstant() && by.factors().isEmpty()) {
            return exact.plus(of(Math.floorDiv(rest.constant(), by.coefficient())));
        }
        return exact.plus(call(Function.DIV, rest, divisor));
    }

    /** The quotient rounded up. */
    public Dim ceilDiv(Dim divisor) {
        return plus(divisor).plus(-1).floorDiv(divisor);
    }

    public Dim max(Dim other) {
        if (!isKnown() || !other.isKnown()) return UNKNOWN;
        if (minus(other).isNeverNegative()) return this;
        if (other.minus(this).isNeverNegative()) return other;
        return toString().compareTo(other.toString()) < 0 ? call(Function.MAX, this, other) : call(Function.MAX, other, this);
    }

    public Dim min(Dim other) {
        if (!isKnown() || !other.isKnown()) return UNKNOWN;
        if (minus(other).isNeverNegative()) return other;
        if (other.minus(this).isNeverNegative()) return this;
        return toString().compareTo(other.toString()) < 0 ? call(Function.MIN, this, other) : call(Function.MIN, other, this);
    }

    /** Whether it is at least 0 whatever sizes its names stand for; false when that is not evident. */
    public boolean isNeverNegative() {
        return isKnown()
                && terms.stream().allMatch(term -> term.coefficient() >= 0
                        && term.factors().stream().allMatch(Dim::isNeverNegative));
    }

    private static boolean isNeverNegative(Factor factor) {
        return switch (factor) {
            case Name _ -> true;
            case Nothing _ -> false;
            case Call(Function function, Dim left, Dim right) ->
                switch (function) {
                    case DIV, MIN -> left.isNeverNegative() && right.isNeverNegative();
                    case MAX -> left.isNeverNegative() || right.isNeverNegative();
                };
        };
    }

    /** The names it depends on, in order of appearance. */
    public SequencedSet<String> names() {
        SequencedSet<String> names = new LinkedHashSet<>();
        for (Term term : terms) {
            for (Factor factor : term.factors()) {
                switch (factor) {
                    case Name(String name) -> names.add(name);
                    case Call(_, Dim left, Dim right) -> {
                        names.addAll(left.names());
                        names.addAll(right.names());
                    }
                    case Nothing _ -> {}
                }
            }
        }
        return names;
    }

    /** Its value where the names have these values; names without one stay. */
    public Dim substitute(Map<String, Dim> values) {
        Dim sum = ZERO;
        for (Term term : terms) {
            Dim product = of(term.coefficient());
            for (Factor factor : term.factors()) {
                product = product.times(
                        switch (factor) {
                            case Name(String name) -> values.getOrDefault(name, named(name));
                            case Nothing _ -> UNKNOWN;
                            case Call(Function function, Dim left, Dim right) ->
                                apply(function, left.substitute(values), right.substitute(values));
                        });
            }
            sum = sum.plus(product);
        }
        return sum;
    }

    /** A function of two polynomials, simplified where possible. */
    public static Dim apply(Function function, Dim left, Dim right) {
        return switch (function) {
            case DIV -> left.floorDiv(right);
            case MIN -> left.min(right);
            case MAX -> left.max(right);
        };
    }

    @Override public String toString() {
        if (terms.isEmpty()) return "0";
        var text = new StringBuilder();
        for (Term term : terms) {
            long coefficient = term.coefficient();
            if (coefficient < 0) text.append('-');
            else if (!text.isEmpty()) text.append('+');
            boolean bare = term.factors().isEmpty();
            String magnitude = Long.toString(coefficient).replace("-", "");
            if (bare || !magnitude.equals("1")) text.append(magnitude).append(bare ? "" : "*");
            text.append(String.join("*", term.factors().stream().map(Factor::toString).toList()));
        }
        return text.toString();
    }

    private static Dim call(Function function, Dim left, Dim right) {
        return new Dim(List.of(new Term(1, List.of(new Call(function, left, right)))));
    }

    private static void add(TreeMap<List<Factor>, Long> sum, List<Factor> factors, long coefficient) {
        sum.merge(factors, coefficient, Math::addExact);
    }

    private static Dim collect(TreeMap<List<Factor>, Long> sum) {
        List<Term> terms = new ArrayList<>();
        sum.forEach((factors, coefficient) -> {
            if (coefficient != 0) terms.add(new Term(coefficient, factors));
        });
        return new Dim(terms);
    }
}
