// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.type;

import java.util.Arrays;

/**
 * A float of at most 8 bits, given by the table of its values.
 *
 * @param exponent exponent bits
 * @param mantissa mantissa bits
 * @param bias exponent bias
 * @param signed whether the top bit is a sign
 * @param specials which codes are not finite numbers
 */
public record Minifloat(int exponent, int mantissa, int bias, boolean signed, Specials specials) {

    /** Where NaN and infinity stand. */
    public enum Specials {
        /** The highest exponent holds infinities and NaNs, as in IEEE 754. */
        IEEE,
        /** All ones is NaN; no infinities. */
        ALL_ONES_NAN,
        /** Negative zero is NaN; no infinities. */
        NEGATIVE_ZERO_NAN,
        /** Every code is a number. */
        NONE
    }

    public int bits() {
        return exponent + mantissa + (signed ? 1 : 0);
    }

    /** The value of every code, in code order. */
    public double[] values() {
        double[] values = new double[1 << bits()];
        Arrays.setAll(values, this::decode);
        return values;
    }

    /** The number a code stands for. */
    public double decode(int code) {
        int magnitude = code & ((1 << (exponent + mantissa)) - 1);
        boolean negative = signed && code >> (exponent + mantissa) != 0;
        int e = magnitude >> mantissa;
        int m = magnitude & ((1 << mantissa) - 1);
        int top = (1 << exponent) - 1;
        boolean allOnes = e == top && m == (1 << mantissa) - 1;
        double value = switch (specials) {
            case IEEE -> e < top ? finite(e, m) : m == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            case ALL_ONES_NAN -> allOnes ? Double.NaN : finite(e, m);
            case NEGATIVE_ZERO_NAN -> negative && magnitude == 0 ? Double.NaN : finite(e, m);
            case NONE -> finite(e, m);
        };
        return negative ? -value : value;
    }

    /** A format without mantissa and sign is a pure power of two: it has neither zero nor subnormals. */
    private double finite(int e, int m) {
        if (mantissa == 0 && !signed) return Math.scalb(1.0, e - bias);
        return e == 0
                ? Math.scalb((double) m, 1 - bias - mantissa)
                : Math.scalb((double) (m + (1 << mantissa)), e - bias - mantissa);
    }
}
