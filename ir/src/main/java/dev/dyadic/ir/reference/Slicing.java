// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import java.util.List;

/** Slices with ONNX's clamping: positions beyond an end mean that end. */
final class Slicing {

    private Slicing() {}

    /** {@code (x, starts, ends, axes, steps)}. */
    static Tensor slice(Tensor x, List<Tensor> ins) {
        long[] starts = Strides.longs("the starts", ins.get(1));
        long[] ends = Strides.longs("the ends", ins.get(2));
        int[] axes = Strides.axes(Strides.longs("the axes", ins.get(3)), x.rank());
        long[] steps = Strides.longs("the steps", ins.get(4));
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw DyadicException.model("", "a slice has " + starts.length + " starts, " + ends.length + " ends, " + axes.length
                    + " axes and " + steps.length + " steps; there must be as many of each.");
        }
        long[] sizes = x.sizes();
        long[] strides = Strides.of(sizes);
        long from = 0;
        for (int i = 0; i < axes.length; i++) {
            int axis = axes[i];
            long start = start(starts[i], steps[i], sizes[axis]);
            long end = end(ends[i], steps[i], sizes[axis]);
            long count = steps[i] > 0 ? Math.ceilDiv(end - start, steps[i]) : -Math.floorDiv(start - end, steps[i]);
            sizes[axis] = Math.max(0, count);
            from += start * strides[axis];
            // With one element at most the step says nothing, and may be so large that it would overflow.
            strides[axis] = count <= 1 ? 0 : strides[axis] * steps[i];
        }
        return Blocks.view(x, from, strides, sizes);
    }

    private static long start(long start, long step, long size) {
        if (step == 0) throw DyadicException.model("", "a step is 0; it must go forward or backward.");
        long position = start < 0 ? start + size : start;
        return step > 0 ? Math.clamp(position, 0, size) : Math.min(Math.max(position, 0), size - 1);
    }

    private static long end(long end, long step, long size) {
        long position = end < 0 ? end + size : end;
        return step > 0 ? Math.clamp(position, 0, size) : Math.clamp(position, -1, size - 1);
    }
}
