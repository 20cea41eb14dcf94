// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Quantized;
import dev.dyadic.ir.type.Ranged;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads types as {@link Type} prints them: {@code 1x[2*L+1]x?xf32[-0.31, 6.0]}, {@code q<i8, 0.05:3>}, {@code *x?}.
 */
public final class TypeParser {

    private static final int MOST_AXES = 64;

    private TypeParser() {}

    /**
     * The type a text stands for.
     *
     * @throws dev.dyadic.ir.DyadicException if it is none
     */
    public static Type parse(String text) {
        var in = new Cursor("type", text);
        Type type = parse(in);
        if (in.peek() != Cursor.END) throw in.unexpected("the end of the type");
        return type;
    }

    static Type parse(Cursor in) {
        in.mark();
        if (in.takeHere("*x")) return new Type(Shape.unranked(), scalar(in));
        return new Type(shape(in), scalar(in));
    }

    private static Shape shape(Cursor in) {
        List<Dim> dims = new ArrayList<>();
        int place = in.mark();
        while (true) {
            if (dims.size() > MOST_AXES) throw in.error(place, "found more than " + MOST_AXES + " axes; expected fewer");
            char next = in.here();
            if (next == '[') {
                dims.add(bracketed(in));
            } else if (Cursor.isDigit(next)) {
                dims.add(number(in));
            } else if (in.takeHere("?x")) {
                dims.add(Dim.UNKNOWN);
            } else {
                return Shape.of(dims);
            }
        }
    }

    private static Dim bracketed(Cursor in) {
        in.expect("[");
        Dim dim = DimParser.parse(in);
        in.expect("]");
        axis(in);
        return dim;
    }

    private static Dim number(Cursor in) {
        int place = in.mark();
        String digits = in.run(Cursor::isDigit);
        axis(in);
        try {
            return Dim.of(Long.parseLong(digits));
        } catch (NumberFormatException _) {
            throw in.error(place, "found the size " + Cursor.shortened(digits) + "; expected at most " + Long.MAX_VALUE);
        }
    }

    private static void axis(Cursor in) {
        if (!in.takeHere("x")) throw in.unexpected("'x' and the rest of the type");
    }

    private static Scalar scalar(Cursor in) {
        int place = in.mark();
        if (in.takeHere("?")) return Scalar.UNKNOWN;
        if (in.takeHere("q<")) return quantized(in, place);
        Element element = element(in);
        return in.here() == '[' ? ranged(in, place, element) : element;
    }

    private static Scalar ranged(Cursor in, int place, Element element) {
        in.expect("[");
        double low = Numbers.real(in);
        in.expect(",");
        double high = Numbers.real(in);
        in.expect("]");
        try {
            return new Ranged(element, low, high);
        } catch (IllegalArgumentException e) {
            throw in.error(place, "found a range that is none: " + e.getMessage());
        }
    }

    private static Scalar quantized(Cursor in, int place) {
        Element storage = element(in);
        in.expect(",");
        float scale = Numbers.single(in);
        long zero = in.take(":") ? Numbers.integer(in, Long.MIN_VALUE, Long.MAX_VALUE) : 0;
        in.expect(">");
        try {
            return new Quantized(storage, scale, zero);
        } catch (IllegalArgumentException e) {
            throw in.error(place, "found codes that are none: " + e.getMessage());
        }
    }

    /** An element such as {@code f32}. */
    static Element element(Cursor in) {
        int place = in.mark();
        String word = in.run(c -> Cursor.isLetter(c) || Cursor.isDigit(c));
        if (word.isEmpty()) throw in.unexpected("an element such as f32, i8 or bool");
        return Element.parse(word).orElseThrow(() -> in.error(place,
                "found '" + Cursor.shortened(word) + "'; expected an element such as f32, i8 or bool"));
    }
}
