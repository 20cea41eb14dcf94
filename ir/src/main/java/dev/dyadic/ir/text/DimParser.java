// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.type.Dim;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads sizes as {@link Dim} prints them: {@code 2*L+1}, {@code div(L, 8)}, {@code max(a, b)-1}. What is read is simplified, so
 * that {@code L+L} is {@code 2*L}.
 */
public final class DimParser {

    private static final int DEEPEST = 32;

    /** Products and comparisons of sizes cost the square of their length. */
    private static final int MOST_FACTORS = 256;

    private final Cursor in;
    private int factors;

    private DimParser(Cursor in) {
        this.in = in;
    }

    /**
     * The size a text stands for.
     *
     * @throws dev.dyadic.ir.DyadicException if it is none
     */
    public static Dim parse(String text) {
        var in = new Cursor("size", text);
        Dim dim = parse(in);
        if (in.peek() != Cursor.END) throw in.unexpected("the end of the size");
        return dim;
    }

    static Dim parse(Cursor in) {
        int place = in.mark();
        try {
            return new DimParser(in).sum(0);
        } catch (ArithmeticException e) {
            throw in.error(place, "found a size that cannot be computed (" + e.getMessage() + "); expected one of 64 bits");
        }
    }

    private Dim sum(int depth) {
        Dim sum = product(in.take("-"), depth);
        while (true) {
            char sign = in.peek();
            if (sign != '+' && sign != '-') return sum;
            in.expect(String.valueOf(sign));
            sum = sum.plus(product(sign == '-', depth));
        }
    }

    private Dim product(boolean negative, int depth) {
        Dim product = factor(negative, depth);
        while (in.take("*")) product = product.times(factor(false, depth));
        return product;
    }

    private Dim factor(boolean negative, int depth) {
        int place = in.mark();
        if (++factors > MOST_FACTORS)
            throw in.error(place, "found a size of more than " + MOST_FACTORS + " factors; expected fewer");
        if (Cursor.isDigit(in.peek())) return Dim.of(number(place, negative));
        String name = in.run(c -> Cursor.isLetter(c) || Cursor.isDigit(c) || c == '_' || c == '.');
        if (name.isEmpty() || name.startsWith(".")) {
            in.back(name.length());
            throw in.unexpected("a size: a number, a name, div(a, b), min(a, b) or max(a, b)");
        }
        Dim factor = in.peek() == '(' ? call(place, name, depth + 1) : Dim.named(name);
        return negative ? factor.times(Dim.of(-1)) : factor;
    }

    private long number(int place, boolean negative) {
        String digits = in.run(Cursor::isDigit);
        try {
            return Long.parseLong(negative ? "-" + digits : digits);
        } catch (NumberFormatException _) {
            throw in.error(place, "found '" + Cursor.shortened(digits) + "'; expected a number of 64 bits");
        }
    }

    private Dim call(int place, String name, int depth) {
        Optional<Dim.Function> function = Arrays.stream(Dim.Function.values()).filter(each -> each.word().equals(name))
                .findFirst();
        if (function.isEmpty()) {
            throw in.error(place, "found the function '" + Cursor.shortened(name) + "'; expected div, min or max");
        }
        if (depth > DEEPEST) throw in.error(place, "found functions nested more than " + DEEPEST + " deep; expected fewer");
        in.expect("(");
        Dim left = sum(depth);
        in.expect(",");
        Dim right = sum(depth);
        in.expect(")");
        return Dim.apply(function.get(), left, right);
    }
}
