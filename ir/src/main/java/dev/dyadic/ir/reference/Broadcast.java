// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Shape;
import java.util.Arrays;

/** Numpy's broadcasting: shapes meet at their last axes, and a size of 1 stretches to any other. */
final class Broadcast {

    private Broadcast() {}

    /** The shape all these shapes broadcast to. */
    static long[] shape(long[]... shapes) {
        int rank = 0;
        for (long[] shape : shapes) rank = Math.max(rank, shape.length);
        long[] result = new long[rank];
        Arrays.fill(result, 1);
        for (long[] shape : shapes) {
            for (int i = 0; i < shape.length; i++) {
                int axis = rank - shape.length + i;
                if (shape[i] == 1 || shape[i] == result[axis]) continue;
                if (result[axis] != 1) throw mismatch(shapes);
                result[axis] = shape[i];
            }
        }
        return result;
    }

    /** Row-major strides of a tensor for walking the shape it is broadcast to; 0 along the axes that stretch. */
    static int[] strides(long[] from, long[] to) {
        int lead = to.length - from.length;
        if (lead < 0) throw mismatch(from, to);
        int[] strides = new int[to.length];
        long stride = 1;
        for (int i = from.length - 1; i >= 0; i--) {
            if (from[i] != 1 && from[i] != to[lead + i]) throw mismatch(from, to);
            strides[lead + i] = from[i] == 1 ? 0 : Math.toIntExact(stride);
            stride *= from[i];
        }
        return strides;
    }

    /** For each position of a shape, in row-major order, the flat position it reads of a tensor that is broadcast to it. */
    static int[] indices(long[] from, long[] to) {
        return walk(to, strides(from, to));
    }

    /** The flat positions met on walking a shape in row-major order with these strides. */
    static int[] walk(long[] shape, int[] strides) {
        int[] positions = new int[Math.toIntExact(Tensor.count(shape))];
        int filled = positions.length == 0 ? 0 : 1;
        int inner = filled;
        for (int axis = shape.length - 1; axis >= 0 && filled > 0; axis--) {
            int size = Math.toIntExact(shape[axis]);
            for (int i = 1; i < size; i++) {
                int offset = i * strides[axis];
                for (int j = 0; j < inner; j++) positions[i * inner + j] = positions[j] + offset;
            }
            inner *= size;
        }
        return positions;
    }

    private static DyadicException mismatch(long[]... shapes) {
        return DyadicException.model("", "shapes " + String.join(", ", Arrays.stream(shapes).map(Broadcast::text).toList())
                + " do not broadcast; sizes must be equal or 1, counted from the last axis.");
    }

    /** Sizes as types print them. */
    static String text(long[] shape) {
        return Shape.of(shape).toString();
    }
}
