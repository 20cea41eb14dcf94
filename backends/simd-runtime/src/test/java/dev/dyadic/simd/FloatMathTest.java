// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FloatMathTest {

    /** Units in the last place of the result; e^(-t^2) of an erfc magnifies the rounding of its argument, as far as gelu matters. */
    private static final int ULPS = 4;
    private static final int TAIL_ULPS = 40;

    private interface Function {
        void apply(float[] x, int xAt, float[] out, int outAt, int count);
    }

    @Test void expIsNear() { check(FloatMath::exp, Math::exp, -87, 88, ULPS); }

    @Test void sigmoidIsNear() { check(FloatMath::sigmoid, x -> 1 / (1 + Math.exp(-x)), -80, 80, ULPS); }

    @Test void siluIsNear() { check(FloatMath::silu, x -> x / (1 + Math.exp(-x)), -80, 80, ULPS); }

    @Test void tanhIsNear() { check(FloatMath::tanh, Math::tanh, -12, 12, ULPS); }

    @Test void geluTanhIsNear() {
        double root = Math.sqrt(8 / Math.PI);
        check(FloatMath::geluTanh, x -> x / (1 + Math.exp(-root * (x + 0.044715 * x * x * x))), -5, 12, TAIL_ULPS);
    }

    @Test void erfIsNear() { check(FloatMath::erf, FloatMathTest::erf, -6, 6, ULPS); }

    @Test void geluIsNear() { check(FloatMath::gelu, x -> x * 0.5 * (1 + erf(x * Math.sqrt(0.5))), -2, 12, 2 * ULPS); }

    @Test void limitsAreReached() {
        float infinite = Float.POSITIVE_INFINITY;
        assertEquals(infinite, one(FloatMath::exp, infinite));
        assertEquals(infinite, one(FloatMath::exp, 89));
        assertEquals(0, one(FloatMath::exp, -infinite));
        assertEquals(1, one(FloatMath::exp, 0));
        assertTrue(Float.isNaN(one(FloatMath::exp, Float.NaN)));
        assertEquals(1, one(FloatMath::erf, infinite));
        assertEquals(-1, one(FloatMath::erf, -infinite));
        assertEquals(1, one(FloatMath::tanh, infinite));
        assertEquals(-1, one(FloatMath::tanh, -infinite));
        assertEquals(0, one(FloatMath::sigmoid, -infinite));
        assertEquals(1, one(FloatMath::sigmoid, infinite));
        assertEquals(infinite, one(FloatMath::gelu, infinite));
        assertTrue(Float.isNaN(one(FloatMath::gelu, Float.NaN)));
    }

    private static float one(Function function, float x) {
        float[] out = new float[1];
        function.apply(new float[] {x}, 0, out, 0, 1);
        return out[0];
    }

    private static void check(Function function, DoubleUnaryOperator exact, float lo, float hi, int ulps) {
        for (int count : Samples.sizes()) {
            float[] x = new float[count + 3];
            float[] unit = Samples.floats(count);
            for (int i = 0; i < count; i++) x[3 + i] = lo + (hi - lo) * (unit[i] + 1) / 2;
            float[] out = new float[count + 2];
            function.apply(x, 3, out, 1, count);
            for (int i = 0; i < count; i++) {
                double expected = exact.applyAsDouble(x[3 + i]);
                assertEquals(expected, out[1 + i], ulps * Math.ulp((float) expected), "of " + x[3 + i]);
            }
            assertEquals(0, out[count + 1]);
        }
    }

    /** The Taylor series in f64, alternating: good to 1e-9 up to 3; 1 minus the asymptotic tail beyond. */
    private static double erf(double x) {
        double square = x * x;
        if (square > 9) return Math.copySign(1 - tail(Math.abs(x)), x);
        double term = x;
        double sum = x;
        for (int n = 1; n < 120; n++) {
            term *= -square / n;
            sum += term / (2 * n + 1);
        }
        return sum * 2 / Math.sqrt(Math.PI);
    }

    /** erfc as a continued fraction. */
    private static double tail(double x) {
        double fraction = x;
        for (int n = 60; n > 0; n--) fraction = x + n / 2.0 / fraction;
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }
}
