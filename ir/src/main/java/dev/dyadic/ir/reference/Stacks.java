// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** Tensors stacked along a new axis, and taken off one again. */
final class Stacks {

    private Stacks() {}

    /** The elements at one position of an axis, without the axis. */
    static Tensor slice(Tensor x, int axis, long position) {
        Axes axes = Axes.of(x, axis);
        long bytes = (long) axes.inner() * x.element().bytes();
        MemorySegment slice = MemorySegment.ofArray(new byte[Math.toIntExact(axes.outer() * bytes)]);
        for (int i = 0; i < axes.outer(); i++) {
            MemorySegment.copy(x.data(), (i * (long) axes.size() + position) * bytes, slice, i * bytes, bytes);
        }
        return Tensor.of(x.element(), without(x.sizes(), axes.axis()), slice);
    }

    /** At least one tensor, all of one element and shape; the axis counts in the result. */
    static Tensor stack(List<Tensor> rows, int axis) {
        Tensor first = rows.getFirst();
        for (Tensor row : rows) {
            boolean same = row.element().equals(first.element()) && Arrays.equals(row.sizes(), first.sizes());
            if (!same)
                throw DyadicException.model("",
                        "steps give " + first.type() + " and " + row.type() + "; all must give one type.");
        }
        int at = Axes.front(axis, first.rank() + 1);
        long[] sizes = with(first.sizes(), at, rows.size());
        int outer = Math.toIntExact(Tensor.count(Arrays.copyOf(sizes, at)));
        long bytes = outer == 0 ? 0 : first.data().byteSize() / outer;
        MemorySegment stack = MemorySegment.ofArray(new byte[Math.toIntExact(first.data().byteSize() * rows.size())]);
        for (int r = 0; r < rows.size(); r++) {
            MemorySegment from = rows.get(r).data();
            for (int i = 0; i < outer; i++) {
                MemorySegment.copy(from, i * bytes, stack, ((long) i * rows.size() + r) * bytes, bytes);
            }
        }
        return Tensor.of(first.element(), sizes, stack);
    }

    /** A stack of no tensors of these sizes. */
    static Tensor none(Element element, long[] sizes, int axis) {
        long[] result = with(sizes, Axes.front(axis, sizes.length + 1), 0);
        return Tensor.of(element, result, MemorySegment.ofArray(new byte[0]));
    }

    private static long[] with(long[] sizes, int axis, long size) {
        long[] result = new long[sizes.length + 1];
        System.arraycopy(sizes, 0, result, 0, axis);
        result[axis] = size;
        System.arraycopy(sizes, axis, result, axis + 1, sizes.length - axis);
        return result;
    }

    private static long[] without(long[] sizes, int axis) {
        long[] result = Arrays.copyOf(sizes, sizes.length - 1);
        System.arraycopy(sizes, axis + 1, result, axis, result.length - axis);
        return result;
    }
}
