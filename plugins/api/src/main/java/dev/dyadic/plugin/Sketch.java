// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.tensor.Tensor;
import java.util.Optional;

/** A bounded summary of a stream of numbers. Not thread-safe: one sketch per part of the stream, then {@link #merge}. */
public interface Sketch {

    /** Where nearly all, or all, of the numbers lie; {@code low <= high}, both finite. */
    record Range(double low, double high) {
        public Range {
            if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
                throw new IllegalArgumentException("a range is two finite numbers in order, not " + low + ", " + high);
            }
        }
    }

    /** Sees {@code values[from]} to {@code values[to - 1]}; what is not finite is left out. */
    void observe(float[] values, int from, int to);

    /** Sees all elements of a float tensor. */
    default void observe(Tensor values) {
        float[] floats = values.toFloats();
        observe(floats, 0, floats.length);
    }

    /** Takes over what the sketch of a later part of the stream, started by the same observer, has seen. */
    void merge(Sketch later);

    /** The range, once a finite number was seen. */
    Optional<Range> range();
}
