// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
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
 * @param elements its elements in terms of named sizes, in row-major order, when it is small and made of sizes: integers,
 *     bools as 0 and 1, or whole f32 or f64 numbers; an element about which nothing is known is {@link Dim#UNKNOWN}
 */
public record Fact(Type type, Optional<Tensor> constant, Optional<List<Dim>> elements) {

    /** More are data, not sizes. */
    private static final long MOST_ELEMENTS = 1024;

    /** Every whole number up to here is an f32. */
    private static final double MOST_WHOLE = 0x1p24;

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

    /** A value of constant sizes whose elements are known in terms of named sizes. */
    public static Fact of(Type type, List<Dim> elements) {
        if (elements.stream().noneMatch(Dim::isKnown) && !elements.isEmpty()) return of(type);
        boolean numbers = elements.stream().allMatch(Dim::isConstant) && type.knownElement().isPresent();
        if (!numbers) return new Fact(type, Optional.empty(), Optional.of(elements));
        long[] values = elements.stream().mapToLong(Dim::constant).toArray();
        long[] sizes = type.shape().sizes().orElseThrow();
        Element element = type.element();
        Tensor tensor = element.isFloat()
                ? Tensor.ofDoubles(element, sizes, java.util.Arrays.stream(values).asDoubleStream().toArray())
                : Tensor.ofLongs(element, sizes, values);
        return new Fact(type, Optional.of(tensor), Optional.of(elements));
    }

    public Shape shape() {
        return type.shape();
    }

    /** All elements, when they are known as numbers. */
    public Optional<long[]> numbers() {
        if (elements.isEmpty() || !elements.get().stream().allMatch(Dim::isConstant)) return Optional.empty();
        return Optional.of(elements.get().stream().mapToLong(Dim::constant).toArray());
    }

    private static Optional<List<Dim>> sizes(Tensor constant) {
        if (constant.count() > MOST_ELEMENTS) return Optional.empty();
        List<Dim> sizes = new ArrayList<>();
        for (int i = 0; i < constant.length(); i++) sizes.add(size(constant, i));
        boolean none = !sizes.isEmpty() && sizes.stream().noneMatch(Dim::isKnown);
        return none ? Optional.empty() : Optional.of(sizes);
    }

    private static Dim size(Tensor constant, int i) {
        return switch (constant.element().kind()) {
            case INT, UINT, BOOL -> Dim.of(constant.getLong(i));
            case FLOAT -> whole(constant.getDouble(i));
            case BFLOAT, F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F8E8M0, F4E2M1, STRING -> Dim.UNKNOWN;
        };
    }

    private static Dim whole(double number) {
        return number == Math.rint(number) && Math.abs(number) <= MOST_WHOLE ? Dim.of((long) number) : Dim.UNKNOWN;
    }
}
