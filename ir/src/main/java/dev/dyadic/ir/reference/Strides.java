// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;

/** Row-major positions: from coordinates to a flat position and back, and axes that count from the end. */
final class Strides {

    private Strides() {}

    /** How far apart neighbours along each axis are. */
    static long[] of(long... sizes) {
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes[axis];
        }
        return strides;
    }

    /** The flat position of coordinates. */
    static long ravel(long[] at, long[] strides) {
        long flat = 0;
        for (int axis = 0; axis < at.length; axis++) flat += at[axis] * strides[axis];
        return flat;
    }

    /** The coordinates of a flat position. */
    static long[] unravel(long flat, long... sizes) {
        long[] at = new long[sizes.length];
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            at[axis] = flat % sizes[axis];
            flat /= sizes[axis];
        }
        return at;
    }

    /** Moves coordinates to the next in row-major order; from the last back to the first. */
    static void next(long[] at, long[] sizes) {
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            if (++at[axis] < sizes[axis]) return;
            at[axis] = 0;
        }
    }

    /** An axis of a tensor of this rank, counted from the front. */
    static int axis(long axis, int rank) {
        if (axis >= -rank && axis < rank) return (int) (axis < 0 ? axis + rank : axis);
        String range = rank == 0 ? "a scalar has no axes." : "it must be " + -rank + ".." + (rank - 1) + ".";
        throw DyadicException.model("", "axis " + axis + " does not exist: " + range);
    }

    /** Different axes of a tensor of this rank, counted from the front. */
    static int[] axes(long[] axes, int rank) {
        int[] result = new int[axes.length];
        boolean[] seen = new boolean[rank];
        for (int i = 0; i < axes.length; i++) {
            result[i] = axis(axes[i], rank);
            if (seen[result[i]]) throw DyadicException.model("", "axis " + axes[i] + " is named twice.");
            seen[result[i]] = true;
        }
        return result;
    }

    /** The product of sizes that a model gives: one too large for a number is its fault. */
    static long count(long... sizes) {
        long count = 1;
        for (long size : sizes) count = times(count, size);
        return count;
    }

    /** A product of sizes that a model gives. */
    static long times(long a, long b) {
        if (Math.multiplyHigh(a, b) == 0 && a * b >= 0) return a * b;
        throw DyadicException.model("",
                "the sizes " + a + " and " + b + " do not make a tensor: they are negative or too large.");
    }

    /** The product of the sizes from one axis up to, not including, another. */
    static long product(long[] sizes, int from, int to) {
        return count(Arrays.copyOfRange(sizes, from, to));
    }

    /** An index along an axis of this size, counted from the front. */
    static long index(long index, long size) {
        if (index >= -size && index < size) return index < 0 ? index + size : index;
        throw DyadicException.input("", "index " + index + " lies outside of an axis of size " + size
                + "; it must be at least " + -size + " and below " + size + ".");
    }

    /** Sizes put one after the other. */
    static long[] join(long[]... parts) {
        return Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray();
    }

    /** The integers of a small operand: axes, sizes or positions. */
    static long[] longs(String name, Tensor tensor) {
        if (!tensor.element().isInteger()) {
            throw DyadicException.model("", name + " must be integers, found " + tensor.type() + ".");
        }
        return tensor.toLongs();
    }

    /** The one integer of an operand. */
    static long scalar(String name, Tensor tensor) {
        long[] values = longs(name, tensor);
        if (values.length != 1) throw DyadicException.model("", name + " must be one number, found " + tensor.type() + ".");
        return values[0];
    }
}
