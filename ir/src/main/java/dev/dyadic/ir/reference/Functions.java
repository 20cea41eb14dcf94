// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

/** Functions of one f64 that {@link StrictMath} lacks. Each is accurate to a few units in the last place. */
final class Functions {

    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

    private Functions() {}

    static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    /** log(1 + exp(x)). */
    static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** x (1 + erf(x / sqrt 2)) / 2, without cancellation for negative x. */
    static double gelu(double x) {
        if (x == Double.NEGATIVE_INFINITY) return Double.NaN;
        return x * (0.5 * ErrorFunction.erfc(-x * SQRT_HALF));
    }

    static double geluTanh(double x) {
        return 0.5 * x * (1 + StrictMath.tanh(SQRT_TWO_OVER_PI * (x + 0.044715 * x * x * x)));
    }

    static double asinh(double x) {
        double magnitude = Math.abs(x);
        double square = magnitude * magnitude;
        double value = magnitude > 0x1p500
                ? StrictMath.log(magnitude) + StrictMath.log(2)
                : StrictMath.log1p(magnitude + square / (1 + Math.sqrt(square + 1)));
        return Math.copySign(value, x);
    }

    static double acosh(double x) {
        if (x > 0x1p500) return StrictMath.log(x) + StrictMath.log(2);
        double above = x - 1;
        return StrictMath.log1p(above + Math.sqrt(above * (x + 1)));
    }

    static double atanh(double x) {
        double magnitude = Math.abs(x);
        return Math.copySign(0.5 * StrictMath.log1p(2 * magnitude / (1 - magnitude)), x);
    }

    /** The remainder with the sign of the divisor; of an infinite divisor as numpy has it. */
    static double floorMod(double a, double b) {
        double rest = a % b;
        if (rest == 0) return Math.copySign(0, b);
        return rest < 0 != b < 0 ? rest + b : rest;
    }

    /** a^b modulo 2^64; with a negative b the quotient 1 / a^-b towards zero. */
    static long power(long a, long b) {
        if (b < 0) return a == 1 ? 1 : a == -1 ? ((b & 1) == 0 ? 1 : -1) : fraction(a);
        long result = 1;
        long square = a;
        for (long rest = b; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) result *= square;
            square *= square;
        }
        return result;
    }

    private static long fraction(long a) {
        if (a == 0) throw new ArithmeticException("0 to a negative power");
        return 0;
    }

    /** The integer part of a number modulo 2^64; 0 of what is not finite. */
    static long truncate(double x) {
        if (Math.abs(x) < 0x1p63) return (long) x;
        if (!Double.isFinite(x)) return 0;
        int shift = Math.getExponent(x) - 52;
        long mantissa = Double.doubleToRawLongBits(x) & 0xfffffffffffffL | 0x10000000000000L;
        long low = shift >= 64 ? 0 : mantissa << shift;
        return x < 0 ? -low : low;
    }

    /** An integer as f64, rounded to odd, so that rounding it again to fewer bits is as rounding once. */
    static double toOdd(long x, boolean signed) {
        boolean negative = signed && x < 0;
        long magnitude = negative ? -x : x;
        int extra = 64 - Long.numberOfLeadingZeros(magnitude) - 53;
        if (extra <= 0) return x;
        long kept = magnitude >>> extra;
        if (kept << extra != magnitude) kept |= 1;
        double value = Math.scalb((double) kept, extra);
        return negative ? -value : value;
    }
}
