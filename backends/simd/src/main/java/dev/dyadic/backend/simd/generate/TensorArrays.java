// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Tensors as Java arrays. */
public final class TensorArrays {

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private TensorArrays() {}

    /** The elements of a tensor in an array of their storage. */
    public static Object of(Tensor tensor) {
        return of(Storage.of(tensor.element()).orElseThrow(), tensor.data());
    }

    /** Memory, elements in the order of tensors, as an array. */
    public static Object of(Storage storage, MemorySegment data) {
        return switch (storage) {
            case BYTES -> data.toArray(ValueLayout.JAVA_BYTE);
            case SHORTS -> data.toArray(SHORT);
            case INTS -> data.toArray(INT);
            case LONGS -> data.toArray(LONG);
            case FLOATS -> data.toArray(FLOAT);
            case DOUBLES -> data.toArray(DOUBLE);
        };
    }

    static int[] ints(Tensor tensor) {
        long[] values = tensor.toLongs();
        int[] result = new int[values.length];
        for (int i = 0; i < result.length; i++) result[i] = Math.toIntExact(values[i]);
        return result;
    }
}
