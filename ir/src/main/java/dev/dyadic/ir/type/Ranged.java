// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.type;

/**
 * A float whose values were seen to lie in {@code [low, high]}. Prints as {@code f32[-0.31, 6.0]}.
 */
public record Ranged(Element element, double low, double high) implements Scalar {

    public Ranged {
        if (!element.isFloat()) throw new IllegalArgumentException("only floats have ranges, not " + element);
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new IllegalArgumentException("a range is two finite numbers in order, not " + low + ", " + high);
        }
    }

    @Override public String toString() {
        return element + "[" + low + ", " + high + "]";
    }
}
