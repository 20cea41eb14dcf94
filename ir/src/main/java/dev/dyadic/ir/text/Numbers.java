// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import java.util.regex.Pattern;

/** How numbers are written: floats in the shortest form that reads back to the same bits. */
final class Numbers {

    /** No number needs more digits; longer ones are hostile. */
    private static final int LONGEST = 1100;

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private Numbers() {}

    static String print(double value) {
        if (Double.isNaN(value)) return "nan";
        if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
        return Double.toString(value);
    }

    static String print(float value) {
        if (Float.isNaN(value)) return "nan";
        if (Float.isInfinite(value)) return value > 0 ? "inf" : "-inf";
        return Float.toString(value);
    }

    /** The next word as an integer between two bounds. */
    static long integer(Cursor in, long lowest, long highest) {
        int place = in.mark();
        String word = number(in, "an integer");
        String expected = "an integer from " + lowest + " to " + highest;
        if (!INTEGER.matcher(word).matches()) throw wrong(in, place, word, expected);
        try {
            long value = Long.parseLong(word);
            if (value >= lowest && value <= highest) return value;
        } catch (NumberFormatException _) {
            // too large for any integer: falls through to the same message
        }
        throw wrong(in, place, word, expected);
    }

    /** The next word as an integer of 64 bits without sign. */
    static long unsigned(Cursor in) {
        int place = in.mark();
        String word = number(in, "an integer");
        try {
            if (INTEGER.matcher(word).matches()) return Long.parseUnsignedLong(word);
        } catch (NumberFormatException _) {
            // too large or negative: falls through to the message
        }
        throw wrong(in, place, word, "an integer from 0 to 18446744073709551615");
    }

    /** The next word as a number; {@code nan}, {@code inf} and {@code -inf} are numbers. */
    static double real(Cursor in) {
        int place = in.mark();
        String word = number(in, "a number");
        if (special(word)) return special(word, Double.NaN);
        double value = Double.parseDouble(decimal(in, place, word));
        if (Double.isInfinite(value)) throw wrong(in, place, word, "a number a double can hold");
        return value;
    }

    /** As {@link #real}, rounded once to f32. */
    static float single(Cursor in) {
        int place = in.mark();
        String word = number(in, "a number");
        if (special(word)) return (float) special(word, Double.NaN);
        float value = Float.parseFloat(decimal(in, place, word));
        if (Float.isInfinite(value)) throw wrong(in, place, word, "a number f32 can hold");
        return value;
    }

    private static boolean special(String word) {
        return word.equals("nan") || word.equals("inf") || word.equals("-inf");
    }

    private static double special(String word, double nan) {
        return word.equals("nan") ? nan : word.equals("inf") ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    private static String number(Cursor in, String expected) {
        if (in.peekWord().isEmpty()) throw in.unexpected(expected);
        return in.word();
    }

    private static String decimal(Cursor in, int place, String word) {
        if (word.length() > LONGEST || !DECIMAL.matcher(word).matches()) throw wrong(in, place, word, "a number");
        return word;
    }

    private static RuntimeException wrong(Cursor in, int place, String word, String expected) {
        return in.error(place, "found '" + Cursor.shortened(word) + "'; expected " + expected);
    }
}
