// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a value while types are inferred.
 *
 * @param type its type
 * @param constant its elements, when it is a constant
 * @param elements its elements in terms of named sizes, when it is an integer scalar or vector made of sizes; an element about
 *     which nothing is known is {@link Dim#UNKNOWN}
 */
public record Fact(Type type, Optional<Tensor> constant, Optional<List<Dim>> elements) {

    /** Longer integer vectors are data, not sizes. */
    private static final long MOST_ELEMENTS = 1024;

    public Fact {
        elements = elements.map(List::copyOf);
    }

    /** A value of which only the type is known. */
    public static Fact of(Type type) {
        return new Fact(type, Optional.empty(), Optional.empty());
    }

    /** A constant. */
    public static Fact of(Tensor constant) {
        return new Fact(constant.type(), Optional.of(constant), sizes(constant));
    }

    /** An integer scalar or vector whose elements are known in terms of named sizes. */
    public static Fact of(Type type, List<Dim> elements) {
        boolean numbers = elements.stream().allMatch(Dim::isConstant);
        if (!numbers) return new Fact(type, Optional.empty(), Optional.of(elements));
        long[] values = elements.stream().mapToLong(Dim::constant).toArray();
        long[] sizes = type.shape().rank() == 0 ? new long[0] : new long[] {values.length};
        return of(Tensor.ofLongs(type.element(), sizes, values));
    }

    public Shape shape() {
        return type.shape();
    }

    private static Optional<List<Dim>> sizes(Tensor constant) {
        boolean fits = constant.element().isInteger() && constant.rank() <= 1 && constant.count() <= MOST_ELEMENTS;
        if (!fits) return Optional.empty();
        List<Dim> sizes = new ArrayList<>();
        for (long value : constant.toLongs()) sizes.add(Dim.of(value));
        return Optional.of(sizes);
    }
}
