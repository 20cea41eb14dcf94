// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The elements of small values in terms of named sizes, as far as ops carry them along. */
final class Contents {

    /** More are data, not sizes. */
    static final int MOST_ELEMENTS = 1024;

    /** Sizes in narrower integers might wrap. */
    private static final int LEAST_BITS = 32;

    private static final long MOST_WHOLE = 1L << 24;

    private Contents() {}

    /** A result with these elements, if there are any and its type can carry them. */
    static Fact fact(Type type, Optional<List<Dim>> elements) {
        boolean carries = type.shape().sizes().isPresent() && type.knownElement().isPresent();
        if (!carries || elements.isEmpty() || elements.get().size() > MOST_ELEMENTS) return Fact.of(type);
        if (!type.shape().elements().is(elements.get().size())) return Fact.of(type);
        return Fact.of(type, elements.get().stream().map(each -> fitting(type.element(), each)).toList());
    }

    /** The elements of a scalar or vector. */
    static Optional<List<Dim>> vector(Fact in) {
        return in.elements().filter(_ -> in.shape().ranked() && in.shape().rank() <= 1);
    }

    static Optional<List<Dim>> map(Fact in, UnaryOperator<Dim> function) {
        return in.elements().map(all -> all.stream().map(each -> guarded(() -> function.apply(each))).toList());
    }

    /** Element by element; one element stretches to any number of them. */
    static Optional<List<Dim>> zip(Fact a, Fact b, BinaryOperator<Dim> function) {
        if (a.elements().isEmpty() || b.elements().isEmpty()) return Optional.empty();
        List<Dim> left = a.elements().get();
        List<Dim> right = b.elements().get();
        if (left.size() != right.size() && left.size() != 1 && right.size() != 1) return Optional.empty();
        int size = left.size() == 1 ? right.size() : left.size();
        List<Dim> result = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Dim one = element(left, i);
            Dim other = element(right, i);
            result.add(guarded(() -> function.apply(one, other)));
        }
        return Optional.of(result);
    }

    /** Element i, or the only one. */
    static Dim element(List<Dim> elements, int i) {
        return elements.get(elements.size() == 1 ? 0 : i);
    }

    /** 1 if a is b for sure, 0 if it is not. */
    static Dim equal(Dim a, Dim b) {
        if (!a.isKnown() || !b.isKnown()) return Dim.UNKNOWN;
        if (a.equals(b)) return Dim.ONE;
        return less(a, b).is(1) || less(b, a).is(1) ? Dim.ZERO : Dim.UNKNOWN;
    }

    /** 1 if a is below b for sure, 0 if it is not. */
    static Dim less(Dim a, Dim b) {
        if (b.isAtLeast(a.plus(1))) return Dim.ONE;
        return a.isAtLeast(b) ? Dim.ZERO : Dim.UNKNOWN;
    }

    static Dim not(Dim a) {
        return a.isKnown() ? Dim.ONE.minus(a) : a;
    }

    /** A quotient of integers, rounded towards zero. */
    static Dim quotient(Dim a, Dim b) {
        if (b.is(0)) return Dim.UNKNOWN;
        if (a.isConstant() && b.isConstant()) return Dim.of(a.constant() / b.constant());
        return a.isNeverNegative() && b.isNeverNegative() ? a.floorDiv(b) : Dim.UNKNOWN;
    }

    /** A quotient that leaves nothing. */
    static Dim exactQuotient(Dim a, Dim b) {
        if (b.is(0) || !a.isKnown() || !b.isKnown()) return Dim.UNKNOWN;
        Dim quotient = a.floorDiv(b);
        return quotient.times(b).equals(a) ? quotient : Dim.UNKNOWN;
    }

    /** A remainder with the sign of the divisor. */
    static Dim remainder(Dim a, Dim b) {
        return b.is(0) ? Dim.UNKNOWN : a.minus(b.times(a.floorDiv(b)));
    }

    /** What does not fit an element wraps; that is not followed. */
    private static Dim fitting(Element element, Dim dim) {
        boolean fits = switch (element.kind()) {
            case FLOAT -> element.bits() > 16 && (!dim.isConstant() || Math.abs(dim.constant()) <= MOST_WHOLE);
            case BOOL -> dim.is(0) || dim.is(1);
            case UINT, INT -> dim.isConstant() ? holds(element, dim.constant()) : carries(element, dim);
            case BFLOAT, F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1, STRING -> false;
        };
        return fits ? dim : Dim.UNKNOWN;
    }

    private static boolean carries(Element element, Dim dim) {
        return element.bits() >= LEAST_BITS && (element.isSigned() || dim.isNeverNegative());
    }

    private static boolean holds(Element element, long number) {
        if (element.bits() == 64) return element.isSigned() || number >= 0;
        return number >= element.min() && number <= element.max();
    }

    static BinaryOperator<Dim> guarded(BinaryOperator<Dim> function) {
        return (a, b) -> guarded(() -> function.apply(a, b));
    }

    /** Nothing is known of what does not fit 64 bits. */
    private static Dim guarded(java.util.function.Supplier<Dim> function) {
        try {
            return function.get();
        } catch (ArithmeticException _) {
            return Dim.UNKNOWN;
        }
    }
}
