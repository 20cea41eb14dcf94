// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.type;

import java.util.Optional;

/** Everything known of a value: its shape and what its elements are. Prints as {@code 1x[L]x384xf32}. */
public record Type(Shape shape, Scalar scalar) {

    /** Nothing is known. */
    public static final Type UNKNOWN = new Type(Shape.unranked(), Scalar.UNKNOWN);

    public static Type of(Element element, long... sizes) {
        return new Type(Shape.of(sizes), element);
    }

    public Type with(Shape other) {
        return new Type(other, scalar);
    }

    public Type with(Scalar other) {
        return new Type(shape, other);
    }

    /** The element, once known; of codes the one they are stored as. */
    public Optional<Element> knownElement() {
        return switch (scalar) {
            case Element element -> Optional.of(element);
            case Quantized quantized -> Optional.of(quantized.storage());
            case Ranged ranged -> Optional.of(ranged.element());
            case Scalar.Unknown _ -> Optional.empty();
        };
    }

    /** The element; unknown is an error of ours. */
    public Element element() {
        return knownElement().orElseThrow(() -> new IllegalStateException("the element is not known yet"));
    }

    /** Whether element, rank and every size (number or name) are known. */
    public boolean isKnown() {
        return knownElement().isPresent() && shape.isKnown();
    }

    @Override public String toString() {
        return shape.prefix() + scalar;
    }
}
