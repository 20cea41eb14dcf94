// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.type;

/**
 * Integer codes that stand for real numbers: {@code (code - zero) * scale}. Prints as {@code q<i8, 0.05:3>}, without the zero
 * point when it is 0.
 */
public record Quantized(Element storage, float scale, long zero) implements Scalar {

    public Quantized {
        if (!storage.isInteger()) throw new IllegalArgumentException("codes are integers, not " + storage);
        if (!(scale > 0) || Float.isInfinite(scale)) {
            throw new IllegalArgumentException("a scale is positive and finite, not " + scale);
        }
        boolean fits = storage.bits() == 64 || zero >= storage.min() && zero <= storage.max();
        if (!fits) throw new IllegalArgumentException("zero point " + zero + " is no " + storage);
    }

    @Override public String toString() {
        return "q<" + storage + ", " + scale + (zero == 0 ? "" : ":" + zero) + ">";
    }
}
