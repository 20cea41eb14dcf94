// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import java.util.List;

/**
 * An input or output of a model.
 *
 * @param place the buffer of the program in which it lies; of a constant output, -1 less the number of the constant
 * @param sizes for each axis the name of its size, or how it is computed
 */
public record Port(String name, ElementType type, int place, List<String> sizes) {

    public static Port of(String name, ElementType type, int place, String... sizes) {
        return new Port(name, type, place, List.of(sizes));
    }

    /** {@code batch x 384 x f32}. */
    @Override public String toString() {
        return sizes.isEmpty() ? type.toString() : String.join("x", sizes) + "x" + type;
    }
}
