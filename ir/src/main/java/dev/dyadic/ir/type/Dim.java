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
            if (!isName(name)) throw new IllegalArgumentException("not a name of a size: " + name);
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

    /** Whether a size can be called so: letters, digits, underscores and dots, no digit or dot first. */
    public static boolean isName(String name) {
        return Name.LEGAL.matcher(name).matches();
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

    /**
     * The quotient rounded down; exact parts are taken out, the rest stays a {@code div}. Factors common to both are cancelled,
     * which takes it for granted that sizes divided by are not 0.
     */
    public Dim floorDiv(Dim divisor) {
        if (!isKnown() || !divisor.isKnown()) return UNKNOWN;
        if (divisor.is(0)) throw new ArithmeticException("division by zero");
        return Quotients.floorDiv(this, divisor);
    }

    /** The quotient rounded up. */
    public Dim ceilDiv(Dim divisor) {
        return plus(divisor).plus(-1).floorDiv(divisor);
    }

    public Dim max(Dim other) {
        return extreme(Function.MAX, other);
    }

    public Dim min(Dim other) {
        return extreme(Function.MIN, other);
    }

    /** Whether it is at least 0 whatever sizes its names stand for; false when that is not evident. */
    public boolean isNeverNegative() {
        return Signs.neverNegative(this);
    }

    /** Whether it is at least as large as another whatever sizes the names stand for; false when that is not evident. */
    public boolean isAtLeast(Dim other) {
        return isKnown() && other.isKnown() && minus(other).isNeverNegative();
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

    private Dim extreme(Function function, Dim other) {
        if (!isKnown() || !other.isKnown()) return UNKNOWN;
        List<Dim> operands = new ArrayList<>();
        for (Dim operand : concat(operands(function), other.operands(function))) {
            if (operands.stream().anyMatch(each -> beats(function, each, operand))) continue;
            operands.removeIf(each -> beats(function, operand, each));
            operands.add(operand);
        }
        operands.sort(Comparator.comparing(Dim::toString));
        return operands.stream().reduce((left, right) -> call(function, left, right)).orElseThrow();
    }

    /** What nested calls of one function take, flat. */
    private List<Dim> operands(Function function) {
        boolean nested = terms.size() == 1 && terms.getFirst().coefficient() == 1 && terms.getFirst().factors().size() == 1;
        if (nested && terms.getFirst().factors().getFirst() instanceof Call(Function inner, Dim left, Dim right)) {
            if (inner == function) return concat(left.operands(function), right.operands(function));
        }
        return List.of(this);
    }

    private static boolean beats(Function function, Dim one, Dim other) {
        return function == Function.MAX ? one.isAtLeast(other) : other.isAtLeast(one);
    }

    private static List<Dim> concat(List<Dim> left, List<Dim> right) {
        List<Dim> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    static Dim term(long coefficient, List<Factor> factors) {
        return coefficient == 0 ? ZERO : new Dim(List.of(new Term(coefficient, factors)));
    }

    static Dim call(Function function, Dim left, Dim right) {
        return term(1, List.of(new Call(function, left, right)));
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
