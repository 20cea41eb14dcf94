// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.compare;

import dev.dyadic.ir.type.Element;

/**
 * How near two float tensors must be. Integers, bools and strings have no levels: they are equal or they are not.
 */
public enum Level {
    /** Every bit. */
    EXACT,
    /** Two units in the last place of the element. */
    ULPS_2,
    /**
     * Sixty-four units in the last place of the largest magnitude in the expected tensor: the same function of real numbers, rounded at
     * other places.
     */
    CLOSE;

    /** Whether a number is near enough to what is expected; NaN to NaN, infinities to themselves. */
    boolean accepts(Element element, double expected, double found, double largest) {
        if (Double.compare(expected, found) == 0) return true;
        if (!Double.isFinite(expected) || !Double.isFinite(found)) return false;
        return switch (this) {
            case EXACT -> false;
            case ULPS_2 -> Math.abs(expected - found) <= 2 * unit(element, Math.abs(expected));
            case CLOSE -> Math.abs(expected - found) <= 64 * unit(element, largest);
        };
    }

    /** The distance of neighbouring numbers of a float element around a magnitude. */
    private static double unit(Element element, double magnitude) {
        return switch (element.kind()) {
            case FLOAT ->
                switch (element.bits()) {
                    case 64 -> Math.ulp(magnitude);
                    case 32 -> Math.ulp((float) magnitude);
                    default -> unit(magnitude, 10, -14);
                };
            case BFLOAT -> unit(magnitude, 7, -126);
            case F8E4M3FN -> unit(magnitude, 3, -6);
            case F8E4M3FNUZ -> unit(magnitude, 3, -7);
            case F8E5M2 -> unit(magnitude, 2, -14);
            case F8E5M2FNUZ -> unit(magnitude, 2, -15);
            case F8E8M0 -> unit(magnitude, 0, -127);
            case F4E2M1 -> unit(magnitude, 1, 0);
            case INT, UINT, BOOL, STRING -> 0;
        };
    }

    private static double unit(double magnitude, int mantissa, int least) {
        int exponent = magnitude == 0 ? least : Math.max(Math.getExponent(magnitude), least);
        return Math.scalb(1.0, exponent - mantissa);
    }
}
