// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.type;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one element of a tensor is. In memory an element takes whole bytes: integers of up to 8, 16, 32 and 64 bits take 1, 2, 4
 * and 8 bytes, sign- or zero-extended; bool and minifloats take one byte. Prints as {@code f32}, {@code u4}, {@code f8e4m3fn}.
 */
public record Element(Kind kind, int bits) implements Scalar {

    /** The families of elements. */
    public enum Kind {
        FLOAT,
        BFLOAT,
        F8E4M3FN,
        F8E4M3FNUZ,
        F8E5M2,
        F8E5M2FNUZ,
        F8E8M0,
        F4E2M1,
        INT,
        UINT,
        BOOL,
        STRING
    }

    public static final Element F64 = new Element(Kind.FLOAT, 64);
    public static final Element F32 = new Element(Kind.FLOAT, 32);
    public static final Element F16 = new Element(Kind.FLOAT, 16);
    public static final Element BF16 = new Element(Kind.BFLOAT, 16);
    public static final Element F8E4M3FN = new Element(Kind.F8E4M3FN, 8);
    public static final Element F8E4M3FNUZ = new Element(Kind.F8E4M3FNUZ, 8);
    public static final Element F8E5M2 = new Element(Kind.F8E5M2, 8);
    public static final Element F8E5M2FNUZ = new Element(Kind.F8E5M2FNUZ, 8);
    public static final Element F8E8M0 = new Element(Kind.F8E8M0, 8);
    public static final Element F4E2M1 = new Element(Kind.F4E2M1, 4);
    public static final Element I4 = new Element(Kind.INT, 4);
    public static final Element I8 = new Element(Kind.INT, 8);
    public static final Element I16 = new Element(Kind.INT, 16);
    public static final Element I32 = new Element(Kind.INT, 32);
    public static final Element I64 = new Element(Kind.INT, 64);
    public static final Element U4 = new Element(Kind.UINT, 4);
    public static final Element U8 = new Element(Kind.UINT, 8);
    public static final Element U16 = new Element(Kind.UINT, 16);
    public static final Element U32 = new Element(Kind.UINT, 32);
    public static final Element U64 = new Element(Kind.UINT, 64);
    public static final Element BOOL = new Element(Kind.BOOL, 1);
    public static final Element STRING = new Element(Kind.STRING, 0);

    private static final Pattern INTEGER = Pattern.compile("([iu])([1-9][0-9]?)");
    private static final Map<String, Element> NAMED = named();

    public Element {
        boolean right = switch (kind) {
            case FLOAT -> bits == 16 || bits == 32 || bits == 64;
            case BFLOAT -> bits == 16;
            case F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0 -> bits == 8;
            case F4E2M1 -> bits == 4;
            case INT, UINT -> bits >= 2 && bits <= 64;
            case BOOL -> bits == 1;
            case STRING -> bits == 0;
        };
        if (!right) throw new IllegalArgumentException("there is no " + kind + " of " + bits + " bits");
    }

    /** A signed integer of 2 to 64 bits. */
    public static Element signed(int bits) {
        return new Element(Kind.INT, bits);
    }

    /** An unsigned integer of 2 to 64 bits. */
    public static Element unsigned(int bits) {
        return new Element(Kind.UINT, bits);
    }

    /** The element of this name, if there is one. */
    public static Optional<Element> parse(String name) {
        Element found = NAMED.get(name);
        if (found != null) return Optional.of(found);
        Matcher integer = INTEGER.matcher(name);
        if (!integer.matches()) return Optional.empty();
        int bits = Integer.parseInt(integer.group(2));
        if (bits < 2 || bits > 64) return Optional.empty();
        return Optional.of(integer.group(1).equals("i") ? signed(bits) : unsigned(bits));
    }

    /** Whether it is a float of 16 bits. */
    public boolean isHalf() {
        return equals(F16) || equals(BF16);
    }

    public boolean isFloat() {
        return switch (kind) {
            case FLOAT, BFLOAT, F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1 -> true;
            case INT, UINT, BOOL, STRING -> false;
        };
    }

    public boolean isInteger() {
        return kind == Kind.INT || kind == Kind.UINT;
    }

    public boolean isSigned() {
        return kind != Kind.UINT && kind != Kind.BOOL && kind != Kind.F8E8M0;
    }

    /** The table behind a float of at most 8 bits. */
    public Optional<Minifloat> minifloat() {
        return switch (kind) {
            case F8E4M3FN -> Optional.of(new Minifloat(4, 3, 7, true, Minifloat.Specials.ALL_ONES_NAN));
            case F8E4M3FNUZ -> Optional.of(new Minifloat(4, 3, 8, true, Minifloat.Specials.NEGATIVE_ZERO_NAN));
            case F8E5M2 -> Optional.of(new Minifloat(5, 2, 15, true, Minifloat.Specials.IEEE));
            case F8E5M2FNUZ -> Optional.of(new Minifloat(5, 2, 16, true, Minifloat.Specials.NEGATIVE_ZERO_NAN));
            case F8E8M0 -> Optional.of(new Minifloat(8, 0, 127, false, Minifloat.Specials.ALL_ONES_NAN));
            case F4E2M1 -> Optional.of(new Minifloat(2, 1, 1, true, Minifloat.Specials.NONE));
            case FLOAT, BFLOAT, INT, UINT, BOOL, STRING -> Optional.empty();
        };
    }

    /** Bytes an element takes in memory. */
    public int bytes() {
        return switch (kind) {
            case BOOL -> 1;
            case STRING -> throw new IllegalStateException("strings have no size");
            case FLOAT, BFLOAT, F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1, INT, UINT ->
                bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
        };
    }

    /** The smallest integer; of u64 its bits, 0. */
    public long min() {
        if (kind == Kind.BOOL || kind == Kind.UINT) return 0;
        if (kind == Kind.INT) return -1L << (bits - 1);
        throw new IllegalStateException(this + " is no integer");
    }

    /** The largest integer; of u64 its bits, which read as -1. */
    public long max() {
        if (kind == Kind.BOOL) return 1;
        if (kind == Kind.UINT) return bits == 64 ? -1 : (1L << bits) - 1;
        if (kind == Kind.INT) return ~min();
        throw new IllegalStateException(this + " is no integer");
    }

    @Override public String toString() {
        return switch (kind) {
            case FLOAT -> "f" + bits;
            case BFLOAT -> "bf16";
            case INT -> "i" + bits;
            case UINT -> "u" + bits;
            case F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1, BOOL, STRING ->
                kind.name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    private static Map<String, Element> named() {
        Map<String, Element> named = new TreeMap<>();
        for (Element element : java.util.List.of(
                F64, F32, F16, BF16, F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1, BOOL, STRING)) {
            named.put(element.toString(), element);
        }
        return named;
    }
}
