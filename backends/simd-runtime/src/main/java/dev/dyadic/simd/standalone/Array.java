// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Numbers with a shape, the last axis fastest.
 *
 * @param values a Java array of as many elements: {@code byte[]} for bool, i8 and u8, {@code short[]} for 16 bits (f16 included),
 *     {@code int[]}, {@code long[]}, {@code float[]} or {@code double[]}
 */
public record Array(ElementType type, long[] shape, Object values) {

    public Array {
        int count = java.lang.reflect.Array.getLength(values);
        if (values.getClass() != type.allocate(0).getClass())
            throw new IllegalArgumentException(values.getClass().getSimpleName() + " holds no " + type);
        if (count != count(shape)) throw new IllegalArgumentException(count + " elements are not " + text(shape));
    }

    /** An array of f32. */
    public static Array of(float[] values, long... shape) {
        return new Array(ElementType.F32, shape, values);
    }

    /** An array of i64. */
    public static Array of(long[] values, long... shape) {
        return new Array(ElementType.I64, shape, values);
    }

    /** How many elements it has. */
    public int count() {
        return java.lang.reflect.Array.getLength(values);
    }

    /** The element at a position, the last axis fastest, as a double. */
    public double value(int at) {
        return type.value(values, at);
    }

    /** How many elements a shape has. */
    static int count(long[] shape) {
        long count = 1;
        for (long size : shape) count = Math.multiplyExact(count, size);
        return Math.toIntExact(count);
    }

    private static String text(long[] shape) {
        return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }

    /** {@code 2x384xf32}. */
    @Override public String toString() {
        return shape.length == 0 ? type.toString() : text(shape) + "x" + type;
    }
}
