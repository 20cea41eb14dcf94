// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.recipe;

import dev.dyadic.ir.type.Minifloat;
import dev.dyadic.ir.type.Minifloat.Specials;
import dev.dyadic.plugin.Format;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tables of values that have names of their own, and the families others are made from. */
public final class Formats {

    /** 16 quantiles of a normal distribution, the largest 1 (Dettmers et al. 2023, QLoRA). */
    private static final double[] NF4 = {
        -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635, -0.18477343022823334,
        -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224,
        0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0
    };

    private static final List<Format> BUILT_IN = List.of(
            new TableFormat("binary", "-1 and 1, in 1 bit.", -1, 1),
            new TableFormat("e2m1", "A float of 4 bits, largest 6.", minifloat(2, 1, 1, Specials.NONE)),
            new TableFormat("e2m3", "A float of 6 bits, largest 7.5.", minifloat(2, 3, 1, Specials.NONE)),
            new TableFormat("e3m2", "A float of 6 bits, largest 28.", minifloat(3, 2, 3, Specials.NONE)),
            new TableFormat("e4m3", "A float of 8 bits without infinities, largest 448.",
                    minifloat(4, 3, 7, Specials.ALL_ONES_NAN)),
            new TableFormat("e5m2", "A float of 8 bits as in IEEE 754, largest 57344.", minifloat(5, 2, 15, Specials.IEEE)),
            new TableFormat("fp4", "Another name of e2m1.", minifloat(2, 1, 1, Specials.NONE)),
            new TableFormat("nf4", "16 quantiles of a normal distribution.", NF4),
            new TableFormat("pow2", "0 and the powers of two from 2^-6 to 1 with a sign, in 4 bits.", powersOfTwo(4)),
            new TableFormat("ternary", "-1, 0 and 1, in 2 bits.", 0, 1, Double.NaN, -1));

    private Formats() {}

    /** The formats that need no definition, in alphabetical order. */
    public static List<Format> builtIn() {
        return BUILT_IN;
    }

    /** The built-in format of this name, if there is one. */
    public static Optional<Format> builtIn(String name) {
        return BUILT_IN.stream().filter(format -> format.name().equals(name)).findFirst();
    }

    /** The values of a signed float in code order: the sign in the highest bit, then the exponent, then the mantissa. */
    public static double[] minifloat(int exponent, int mantissa, int bias, Specials specials) {
        int bits = 1 + exponent + mantissa;
        if (exponent < 1 || mantissa < 0 || bits > 8) {
            throw new IllegalArgumentException("a minifloat has a sign, at least 1 exponent bit, and at most 8 bits; this has "
                    + exponent + " exponent and " + mantissa + " mantissa bits");
        }
        return new Minifloat(exponent, mantissa, bias, true, specials).values();
    }

    /**
     * 0 and the powers of two up to 1, each with both signs: the sign in the highest bit, code 0 is 0, code m is 2^(m -
     * largest m).
     */
    public static double[] powersOfTwo(int bits) {
        if (bits < 2 || bits > 8) throw new IllegalArgumentException("powers of two take 2 to 8 bits, not " + bits);
        int half = 1 << (bits - 1);
        double[] values = new double[2 * half];
        for (int code = 1; code < half; code++) values[code] = Math.scalb(1.0, code - half + 1);
        for (int code = 0; code < half; code++) values[half + code] = -values[code];
        return values;
    }

    /** A table whose length is a power of two: codes that are left over stand for no value. */
    public static double[] table(double... values) {
        if (Arrays.stream(values).anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException("the values of a table are finite");
        }
        long different = Arrays.stream(values).distinct().count();
        if (different != values.length) throw new IllegalArgumentException("a value stands twice in the table");
        if (values.length < 2 || values.length > 256) {
            throw new IllegalArgumentException("a table has 2 to 256 values, not " + values.length);
        }
        int codes = Integer.highestOneBit(2 * values.length - 1);
        double[] padded = Arrays.copyOf(values, codes);
        Arrays.fill(padded, values.length, codes, Double.NaN);
        return padded;
    }
}
