// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Div;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Neg;
import dev.dyadic.ir.op.Elementwise.Pow;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.rewrite.Sweep;
import java.util.Optional;

/**
 * What a value is in terms of two others, x and g, when it is made of them by sums, products and constants: a polynomial of degree 3 in x
 * and 1 in g. Two spellings of one formula are one polynomial.
 */
final class Polynomial {

    private static final int DEEPEST = 8;
    private static final int IN_X = 4;
    private static final int IN_G = 2;

    private final double[][] coefficients = new double[IN_X][IN_G];

    private Polynomial() {}

    /** {@code factor * x^i * g^j}. */
    static Polynomial term(double factor, int i, int j) {
        var term = new Polynomial();
        term.coefficients[i][j] = factor;
        return term;
    }

    /** The value in terms of x and g, if it is a polynomial of them. */
    static Optional<Polynomial> of(Value value, Value x, Value g, Sweep at) {
        return of(value, x, g, at, 0);
    }

    private static Optional<Polynomial> of(Value value, Value x, Value g, Sweep at, int depth) {
        if (value.equals(x)) return Optional.of(term(1, 1, 0));
        if (value.equals(g)) return Optional.of(term(1, 0, 1));
        Optional<Double> constant = at.uniform(value);
        if (constant.isPresent()) return Optional.of(term(constant.get(), 0, 0));
        Node node = at.def(value);
        boolean arithmetic = node.op() instanceof Add || node.op() instanceof Sub || node.op() instanceof Mul
                || node.op() instanceof Div || node.op() instanceof Pow || node.op() instanceof Neg;
        if (!arithmetic || depth == DEEPEST) return Optional.empty();
        Optional<Polynomial> a = of(node.in(0), x, g, at, depth + 1);
        if (a.isEmpty()) return Optional.empty();
        if (node.op() instanceof Neg) return a.get().times(term(-1, 0, 0));
        Optional<Polynomial> b = of(node.in(1), x, g, at, depth + 1);
        if (b.isEmpty()) return Optional.empty();
        return a.get().combine(node.op(), b.get());
    }

    /** What an op makes of two polynomials, if that is a polynomial of no higher degree. */
    Optional<Polynomial> combine(Op op, Polynomial b) {
        return switch (op) {
            case Add _ -> Optional.of(plus(b, 1));
            case Sub _ -> Optional.of(plus(b, -1));
            case Mul _ -> times(b);
            case Div _ -> b.constant().filter(divisor -> divisor != 0).flatMap(divisor -> times(term(1 / divisor, 0, 0)));
            case Pow _ -> b.constant().flatMap(this::power);
            default -> Optional.empty();
        };
    }

    Polynomial plus(Polynomial other, double factor) {
        var sum = new Polynomial();
        for (int i = 0; i < IN_X; i++) {
            for (int j = 0; j < IN_G; j++) sum.coefficients[i][j] = coefficients[i][j] + factor * other.coefficients[i][j];
        }
        return sum;
    }

    /** Whether each coefficient is near the other's: within {@code tolerance} of it, relatively; zeros are zeros. */
    boolean isNear(Polynomial other, double tolerance) {
        for (int i = 0; i < IN_X; i++) {
            for (int j = 0; j < IN_G; j++) {
                double right = other.coefficients[i][j];
                if (!(Math.abs(coefficients[i][j] - right) <= tolerance * Math.abs(right))) return false;
            }
        }
        return true;
    }

    private Optional<Polynomial> times(Polynomial other) {
        var product = new Polynomial();
        for (int n = 0; n < IN_X * IN_G; n++) {
            double factor = coefficients[n / IN_G][n % IN_G];
            if (factor == 0) continue;
            if (!product.add(other, factor, n / IN_G, n % IN_G)) return Optional.empty();
        }
        return Optional.of(product);
    }

    /** Adds {@code factor * x^i * g^j * other}; false if the degree is too high. */
    private boolean add(Polynomial other, double factor, int i, int j) {
        for (int n = 0; n < IN_X * IN_G; n++) {
            double coefficient = other.coefficients[n / IN_G][n % IN_G];
            if (coefficient == 0) continue;
            int inX = i + n / IN_G;
            int inG = j + n % IN_G;
            if (inX >= IN_X || inG >= IN_G) return false;
            coefficients[inX][inG] += factor * coefficient;
        }
        return true;
    }

    private Optional<Polynomial> power(double exponent) {
        if (exponent != Math.rint(exponent) || exponent < 1 || exponent >= IN_X) return Optional.empty();
        Optional<Polynomial> product = Optional.of(this);
        for (int i = 1; i < exponent; i++) product = product.flatMap(each -> each.times(this));
        return product;
    }

    private Optional<Double> constant() {
        double constant = coefficients[0][0];
        return isNear(term(constant, 0, 0), 0) ? Optional.of(constant) : Optional.empty();
    }
}
