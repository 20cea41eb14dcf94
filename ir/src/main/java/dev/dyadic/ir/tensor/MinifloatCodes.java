// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Minifloat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Encoding to a float of at most 8 bits: the nearest value of its table, ties to the even code. */
final class MinifloatCodes {

    private static final Map<Element, MinifloatCodes> KNOWN = new ConcurrentHashMap<>();

    private final Minifloat format;
    private final int nan;
    private final int infinity;
    private final int signBit;
    private final List<Integer> magnitudes;

    private MinifloatCodes(Minifloat format) {
        this.format = format;
        double[] values = format.values();
        this.signBit = 1 << (format.exponent() + format.mantissa());
        int nanCode = -1;
        int infinityCode = -1;
        List<Integer> finite = new ArrayList<>();
        for (int code = 0; code < values.length; code++) {
            if (Double.isNaN(values[code]) && nanCode < 0) nanCode = code;
            if (values[code] == Double.POSITIVE_INFINITY) infinityCode = code;
            if (code < signBit && Double.isFinite(values[code])) finite.add(code);
        }
        finite.sort(Comparator.comparingDouble(code -> values[code]));
        this.nan = format.specials() == Minifloat.Specials.IEEE ? signBit - 1 : nanCode;
        this.infinity = infinityCode;
        this.magnitudes = List.copyOf(finite);
    }

    static MinifloatCodes of(Element element) {
        return KNOWN.computeIfAbsent(element, key -> new MinifloatCodes(key.minifloat().orElseThrow()));
    }

    int encode(double value, boolean saturate) {
        int top = magnitudes.getLast();
        double largest = format.decode(top);
        if (Double.isNaN(value)) return nan >= 0 ? nan : format.signed() ? signBit : top;
        double magnitude = Math.abs(value);
        int sign = format.signed() && (1 / value < 0 || value < 0) ? signBit : 0;
        if (!format.signed() && value < 0) return magnitudes.getFirst();
        boolean over = magnitude > largest && !roundsTo(magnitude, top);
        if (over && !saturate) return infinity >= 0 ? infinity | sign : nan >= 0 ? nan : top | sign;
        int code = over ? top : nearest(magnitude);
        boolean negativeZeroIsNan = format.specials() == Minifloat.Specials.NEGATIVE_ZERO_NAN;
        return code == 0 && negativeZeroIsNan ? 0 : code | sign;
    }

    /** Whether a magnitude beyond the largest value still lies within half a step of it. */
    private boolean roundsTo(double magnitude, int top) {
        if (magnitudes.size() < 2) return false;
        double largest = format.decode(top);
        double step = largest - format.decode(magnitudes.get(magnitudes.size() - 2));
        double half = largest + step / 2;
        return magnitude < half || magnitude == half && (top & 1) == 0;
    }

    private int nearest(double magnitude) {
        int low = 0;
        int high = magnitudes.size() - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (format.decode(magnitudes.get(middle)) <= magnitude) low = middle;
            else high = middle;
        }
        int below = magnitudes.get(low);
        int above = magnitudes.get(high);
        double down = magnitude - format.decode(below);
        double up = format.decode(above) - magnitude;
        if (down != up) return down < up ? below : above;
        return (below & 1) == 0 ? below : above;
    }
}
