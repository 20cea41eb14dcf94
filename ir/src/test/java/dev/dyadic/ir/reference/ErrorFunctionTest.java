// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class ErrorFunctionTest {

    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal TWO_OVER_SQRT_PI = new BigDecimal(2)
            .divide(new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459").sqrt(DIGITS), DIGITS);

    @Test void agreesWithItsSeriesToAFewUnitsInTheLastPlace() {
        double worst = 0;
        for (double x = 1.0 / 1024; x < 6.5; x += 0.0137) {
            BigDecimal exact = series(x);
            double found = ErrorFunction.erf(x);
            worst = Math.max(worst, relative(found, exact));
            assertEquals(-found, ErrorFunction.erf(-x));
        }
        assertTrue(worst < 1e-15, "relative error " + worst);
    }

    @Test void keepsItsComplementAccurateInTheTail() {
        double worst = 0;
        for (double x = 0.01; x < 8; x += 0.0171) {
            BigDecimal exact = BigDecimal.ONE.subtract(series(x), DIGITS);
            worst = Math.max(worst, relative(ErrorFunction.erfc(x), exact));
        }
        assertTrue(worst < 2e-15, "relative error " + worst);
    }

    @Test void hasTheRightEnds() {
        assertEquals(1, ErrorFunction.erf(Double.POSITIVE_INFINITY));
        assertEquals(-1, ErrorFunction.erf(Double.NEGATIVE_INFINITY));
        assertEquals(2, ErrorFunction.erfc(Double.NEGATIVE_INFINITY));
        assertEquals(0, ErrorFunction.erf(0));
        assertTrue(Double.isNaN(ErrorFunction.erf(Double.NaN)));
    }

    private static double relative(double found, BigDecimal exact) {
        return new BigDecimal(found).subtract(exact).divide(exact, DIGITS).abs().doubleValue();
    }

    /** 2 / sqrt(pi) times the sum of (-1)^n x^(2n+1) / (n! (2n+1)); 60 digits leave room for its cancellation. */
    private static BigDecimal series(double at) {
        var wide = new MathContext(120);
        BigDecimal x = new BigDecimal(at);
        BigDecimal square = x.multiply(x, wide);
        BigDecimal power = x;
        BigDecimal sum = x;
        for (int n = 1; n < 400; n++) {
            power = power.multiply(square, wide).divide(new BigDecimal(-n), wide);
            sum = sum.add(power.divide(new BigDecimal(2 * n + 1), wide), wide);
        }
        return sum.multiply(TWO_OVER_SQRT_PI, wide);
    }
}
