// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Movement.Pad;
import dev.dyadic.ir.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Pads: negative ones crop first, then the others are filled. */
final class Padding {

    private Padding() {}

    /** {@code (x, pads, value)} or {@code (x, pads, value, axes)}. */
    static Tensor pad(Tensor x, List<Tensor> ins, Pad.Mode mode) {
        long[] pads = Strides.longs("the pads", ins.get(1));
        long[] named = ins.size() > 3
                ? Strides.longs("the axes", ins.get(3))
                : LongStream.range(0, x.rank()).toArray();
        int[] axes = Strides.axes(named, x.rank());
        if (pads.length != 2 * axes.length) {
            throw DyadicException.model("", pads.length + " pads do not fit " + axes.length
                    + " axes; there must be a begin for each, then an end for each.");
        }
        long[] begins = new long[x.rank()];
        long[] ends = new long[x.rank()];
        for (int i = 0; i < axes.length; i++) {
            begins[axes[i]] = pads[i];
            ends[axes[i]] = pads[axes.length + i];
        }
        Tensor cropped = crop(x, begins, ends);
        if (mode == Pad.Mode.CONSTANT) return constant(cropped, begins, ends, ins.get(2));
        Tensor result = cropped;
        for (int axis = 0; axis < x.rank(); axis++) {
            long begin = Math.max(0, begins[axis]);
            long end = Math.max(0, ends[axis]);
            if (begin > 0 || end > 0) result = extend(result, axis, begin, end, mode);
        }
        return result;
    }

    private static Tensor crop(Tensor x, long[] begins, long[] ends) {
        long[] strides = Strides.of(x.sizes());
        long[] sizes = x.sizes();
        long from = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] += Math.min(0, begins[axis]) + Math.min(0, ends[axis]);
            if (sizes[axis] < 0) {
                throw DyadicException.model("",
                        "pads " + begins[axis] + " and " + ends[axis] + " crop more than axis " + axis + " of "
                                + x.type() + " has.");
            }
            from -= Math.min(0, begins[axis]) * strides[axis];
        }
        return Arrays.equals(sizes, x.sizes()) ? x : Blocks.view(x, from, strides, sizes);
    }

    private static Tensor constant(Tensor x, long[] begins, long[] ends, Tensor value) {
        if (!value.element().equals(x.element())) {
            throw DyadicException.model("",
                    x.type() + " cannot be padded with " + value.type() + "; the elements must be the same.");
        }
        long[] sizes = x.sizes();
        for (int axis = 0; axis < sizes.length; axis++) sizes[axis] += Math.max(0, begins[axis]) + Math.max(0, ends[axis]);
        long[] strides = Strides.of(sizes);
        long start = 0;
        for (int axis = 0; axis < sizes.length; axis++) start += Math.max(0, begins[axis]) * strides[axis];
        MemorySegment data = Blocks.zeros(x.element(), sizes);
        Blocks.fill(data, value);
        Blocks.copy(x, 0, Strides.of(x.sizes()), data, start, strides, x.sizes());
        return Tensor.of(x.element(), sizes, data);
    }

    private static Tensor extend(Tensor x, int axis, long begin, long end, Pad.Mode mode) {
        long size = x.size(axis);
        if (size == 0) {
            throw DyadicException.model("",
                    "axis " + axis + " of " + x.type() + " is empty: there is nothing to pad it with; only a"
                            + " constant can.");
        }
        long[] positions = LongStream.range(-begin, size + end).map(at -> source(at, size, mode)).toArray();
        long[] sizes = x.sizes();
        sizes[axis] = positions.length;
        return Tensor.of(x.element(), sizes, Blocks.take(x, axis, positions));
    }

    /** Where a position outside of an axis reads. Reflection does not repeat the ends, and goes on for as long as it must. */
    private static long source(long at, long size, Pad.Mode mode) {
        return switch (mode) {
            case EDGE -> Math.clamp(at, 0, size - 1);
            case WRAP -> Math.floorMod(at, size);
            case REFLECT -> {
                if (size == 1) yield 0;
                long folded = Math.floorMod(at, 2 * size - 2);
                yield folded < size ? folded : 2 * size - 2 - folded;
            }
            case CONSTANT -> throw new IllegalStateException("a constant reads nowhere");
        };
    }
}
