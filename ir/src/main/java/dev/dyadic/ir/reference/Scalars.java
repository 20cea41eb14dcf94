// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.op.Elementwise.Binary;
import dev.dyadic.ir.op.Elementwise.Unary;
import dev.dyadic.ir.type.Element;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * What elementwise ops do to single elements: floats in f64, not yet rounded to the element; integers in 64 bits, not yet wrapped to it.
 * For backends that want the reference's bits.
 */
public final class Scalars {

    private Scalars() {}

    /** @throws dev.dyadic.ir.DyadicException if the op is not defined for the element, as all below do */
    public static DoubleUnaryOperator floats(Unary op, Element element) {
        return ElementwiseReference.floats(op, element);
    }

    public static DoubleBinaryOperator floats(Binary op, Element element) {
        return ElementwiseReference.floats(op, element);
    }

    public static LongUnaryOperator integers(Unary op, Element element) {
        return ElementwiseReference.integers(op, element);
    }

    public static LongBinaryOperator integers(Binary op, Element element) {
        return ElementwiseReference.integers(op, element);
    }

    /** The integer part of a number modulo 2^64; 0 of what is not finite. */
    public static long truncated(double x) {
        return Functions.truncate(x);
    }
}
