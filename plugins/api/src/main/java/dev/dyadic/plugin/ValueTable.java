// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import java.util.Arrays;

/** The numbers a format of 1 to 8 bits can hold: one per code, NaN for a code that stands for none. */
public final class ValueTable {

    private final double[] values;

    private ValueTable(double[] values) {
        this.values = values;
    }

    /** A table of 2 to 256 values, a power of two of them, at least one of them finite. */
    public static ValueTable of(double... values) {
        int count = values.length;
        if (count < 2 || count > 256 || Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException("a format has 2, 4, 8 .. 256 codes, not " + count);
        }
        if (Arrays.stream(values).noneMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a format needs a finite value");
        }
        return new ValueTable(values.clone());
    }

    public int bits() {
        return Integer.numberOfTrailingZeros(values.length);
    }

    public double value(int code) {
        return values[code];
    }

    /** The smallest finite value. */
    public double min() {
        return Arrays.stream(values).filter(Double::isFinite).min().orElseThrow();
    }

    /** The largest finite value. */
    public double max() {
        return Arrays.stream(values).filter(Double::isFinite).max().orElseThrow();
    }

    /**
     * The code of the nearest finite value, of two equally near ones the even code, of two even or two odd ones the smaller; beyond the
     * ends the last finite value. NaN becomes the first code that is NaN, and the code nearest to 0 where there is none.
     */
    public int encode(double x) {
        if (Double.isNaN(x)) return nan();
        double kept = Math.clamp(x, min(), max());
        int best = -1;
        for (int code = 0; code < values.length; code++) {
            if (!Double.isFinite(values[code])) continue;
            if (best < 0 || isNearer(code, best, kept)) best = code;
        }
        return best;
    }

    private boolean isNearer(int code, int best, double x) {
        double now = Math.abs(values[code] - x);
        double least = Math.abs(values[best] - x);
        return now < least || now == least && (code & 1) == 0 && (best & 1) == 1;
    }

    private int nan() {
        for (int code = 0; code < values.length; code++) {
            if (Double.isNaN(values[code])) return code;
        }
        return encode(0);
    }
}
