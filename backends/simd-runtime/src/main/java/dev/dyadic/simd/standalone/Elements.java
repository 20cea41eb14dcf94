// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd.standalone;

import java.lang.foreign.MemorySegment;

/** Java arrays as the bytes they are in memory. */
final class Elements {

    private Elements() {}

    /** The memory of a Java array of numbers. */
    static MemorySegment memory(Object values) {
        return switch (values) {
            case byte[] bytes -> MemorySegment.ofArray(bytes);
            case short[] shorts -> MemorySegment.ofArray(shorts);
            case int[] ints -> MemorySegment.ofArray(ints);
            case long[] longs -> MemorySegment.ofArray(longs);
            case float[] floats -> MemorySegment.ofArray(floats);
            case double[] doubles -> MemorySegment.ofArray(doubles);
            default -> throw new IllegalArgumentException("no array of numbers: " + values.getClass());
        };
    }
}
