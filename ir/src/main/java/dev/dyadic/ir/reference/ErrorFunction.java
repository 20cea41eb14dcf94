// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

/**
 * The error function and its complement in f64, by the rational approximations of W. J. Cody, "Rational Chebyshev Approximations
 * for the Error Function", Mathematics of Computation 23 (1969); a relative error of a few units in the last place.
 */
final class ErrorFunction {

    /** For |x| up to 0.46875: erf(x) = x p(x^2) / q(x^2); highest power first. */
    private static final double[] NEAR_P = {
        1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3
    };

    private static final double[] NEAR_Q = {
        1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3
    };

    /** For x from there to 4: erfc(x) = exp(-x^2) p(x) / q(x). */
    private static final double[] MIDDLE_P = {
        2.15311535474403846e-8,
        5.64188496988670089e-1,
        8.88314979438837594e0,
        6.61191906371416295e1,
        2.98635138197400131e2,
        8.81952221241769090e2,
        1.71204761263407058e3,
        2.05107837782607147e3,
        1.23033935479799725e3
    };

    private static final double[] MIDDLE_Q = {
        1,
        1.57449261107098347e1,
        1.17693950891312499e2,
        5.37181101862009858e2,
        1.62138957456669019e3,
        3.29079923573345963e3,
        4.36261909014324716e3,
        3.43936767414372164e3,
        1.23033935480374942e3
    };

    /** Beyond 4: erfc(x) = exp(-x^2) / x (1 / sqrt(pi) - p(1 / x^2) / (x^2 q(1 / x^2))). */
    private static final double[] FAR_P = {
        1.63153871373020978e-2,
        3.05326634961232344e-1,
        3.60344899949804439e-1,
        1.25781726111229246e-1,
        1.60837851487422766e-2,
        6.58749161529837803e-4
    };

    private static final double[] FAR_Q = {
        1,
        2.56852019228982242e0,
        1.87295284992346047e0,
        5.27905102951428412e-1,
        6.05183413124413191e-2,
        2.33520497626869185e-3
    };

    private static final double NEAR = 0.46875;
    private static final double ONE_OVER_SQRT_PI = 0.56418958354775628695;

    private ErrorFunction() {}

    static double erf(double x) {
        double magnitude = Math.abs(x);
        if (Double.isNaN(x)) return x;
        if (magnitude <= NEAR) return near(x);
        return Math.copySign(1 - tail(magnitude), x);
    }

    static double erfc(double x) {
        double magnitude = Math.abs(x);
        if (Double.isNaN(x)) return x;
        if (magnitude <= NEAR) return 1 - near(x);
        return x < 0 ? 2 - tail(magnitude) : tail(magnitude);
    }

    private static double near(double x) {
        double square = x * x;
        return x * polynomial(NEAR_P, square) / polynomial(NEAR_Q, square);
    }

    /** erfc of x above {@link #NEAR}. */
    private static double tail(double x) {
        if (x > 28) return 0;
        if (x <= 4) return gauss(x) * (polynomial(MIDDLE_P, x) / polynomial(MIDDLE_Q, x));
        double inverse = 1 / (x * x);
        double correction = inverse * polynomial(FAR_P, inverse) / polynomial(FAR_Q, inverse);
        return gauss(x) * ((ONE_OVER_SQRT_PI - correction) / x);
    }

    /** exp(-x^2), x split so that the square of its upper part is exact. */
    private static double gauss(double x) {
        double upper = Math.floor(x * 16) / 16;
        double rest = (x - upper) * (x + upper);
        return StrictMath.exp(-upper * upper) * StrictMath.exp(-rest);
    }

    private static double polynomial(double[] coefficients, double x) {
        double value = 0;
        for (double coefficient : coefficients) value = value * x + coefficient;
        return value;
    }
}
