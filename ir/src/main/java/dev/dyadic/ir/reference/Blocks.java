// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Elements moved as bytes, in runs as long as they lie together. */
final class Blocks {

    private Blocks() {}

    /** Fresh zeros for the elements of a tensor. */
    static MemorySegment zeros(Element element, long... sizes) {
        long count = Strides.count(sizes);
        try {
            long bytes = Math.multiplyExact(count, element.bytes());
            if (bytes <= Integer.MAX_VALUE - 8) return MemorySegment.ofArray(new byte[(int) bytes]);
            return Arena.ofAuto().allocate(bytes, 8);
        } catch (ArithmeticException | OutOfMemoryError _) {
            throw DyadicException.input("", "the result has " + count + " elements; there is not memory enough for it.");
        }
    }

    /** A copy of a tensor's memory that may be changed. */
    static MemorySegment copy(Tensor x) {
        return zeros(x.element(), x.sizes()).copyFrom(x.data());
    }

    /** Repeats an element, given by a tensor that holds just it, all over. */
    static void fill(MemorySegment data, Tensor value) {
        long width = value.data().byteSize();
        if (value.count() != 1) throw DyadicException.model("", "the value must be one element, found " + value.type() + ".");
        boolean zero = true;
        for (long i = 0; i < width; i++) zero &= value.data().get(ValueLayout.JAVA_BYTE, i) == 0;
        if (zero) {
            data.fill((byte) 0);
            return;
        }
        for (long at = 0; at < data.byteSize(); at += width) MemorySegment.copy(value.data(), 0, data, at, width);
    }

    /** The tensor whose element at each coordinate is x's at {@code start + sum(coordinate * stride)}. */
    static Tensor view(Tensor x, long start, long[] strides, long... sizes) {
        MemorySegment data = zeros(x.element(), sizes);
        copy(x, start, strides, data, 0, Strides.of(sizes), sizes);
        return Tensor.of(x.element(), sizes, data);
    }

    /** Copies a box of elements of x to a box of the same sizes; positions and strides count elements. */
    static void copy(Tensor x, long from, long[] fromStrides, MemorySegment to, long start, long[] toStrides, long[] sizes) {
        if (Tensor.count(sizes) == 0) return;
        int rank = 0;
        long[] count = new long[sizes.length + 1];
        long[] read = new long[sizes.length + 1];
        long[] write = new long[sizes.length + 1];
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] == 1) continue;
            boolean joins = rank > 0
                    && read[rank - 1] == fromStrides[axis] * sizes[axis]
                    && write[rank - 1] == toStrides[axis] * sizes[axis];
            if (joins) rank--;
            count[rank] = joins ? count[rank] * sizes[axis] : sizes[axis];
            read[rank] = fromStrides[axis];
            write[rank] = toStrides[axis];
            rank++;
        }
        if (rank == 0) count[rank++] = 1;
        int width = x.element().bytes();
        for (int axis = 0; axis < rank; axis++) {
            read[axis] *= width;
            write[axis] *= width;
        }
        int inner = rank - 1;
        boolean whole = count[inner] == 1 || read[inner] == width && write[inner] == width;
        long[] outer = Arrays.copyOf(count, inner);
        long[] at = new long[inner];
        for (long i = 0, rows = Tensor.count(outer); i < rows; i++, Strides.next(at, outer)) {
            long source = from * width + Strides.ravel(at, read);
            long target = start * width + Strides.ravel(at, write);
            if (whole) MemorySegment.copy(x.data(), source, to, target, count[inner] * width);
            else scatter(x.data(), source, read[inner], to, target, write[inner], count[inner], width);
        }
    }

    /** The slices of x at these positions along an axis, one after the other; the positions are right. */
    static MemorySegment take(Tensor x, int axis, long... positions) {
        long[] sizes = x.sizes();
        long rows = Strides.product(sizes, 0, axis);
        long slice = Strides.product(sizes, axis + 1, sizes.length) * x.element().bytes();
        MemorySegment data = zeros(x.element(), rows, positions.length, Strides.product(sizes, axis + 1, sizes.length));
        long to = 0;
        for (long row = 0; row < rows; row++) {
            long base = row * sizes[axis];
            for (int i = 0; i < positions.length;) {
                int end = i + 1;
                while (end < positions.length && positions[end] == positions[end - 1] + 1) end++;
                long length = (end - i) * slice;
                MemorySegment.copy(x.data(), (base + positions[i]) * slice, data, to, length);
                to += length;
                i = end;
            }
        }
        return data;
    }

    private static void scatter(
            MemorySegment from, long source, long read, MemorySegment to, long target, long write, long count, int width) {
        for (long i = 0; i < count; i++, source += read, target += write) {
            switch (width) {
                case 1 -> to.set(ValueLayout.JAVA_BYTE, target, from.get(ValueLayout.JAVA_BYTE, source));
                case 2 -> to.set(ValueLayout.JAVA_SHORT_UNALIGNED, target, from.get(ValueLayout.JAVA_SHORT_UNALIGNED, source));
                case 4 -> to.set(ValueLayout.JAVA_INT_UNALIGNED, target, from.get(ValueLayout.JAVA_INT_UNALIGNED, source));
                default -> to.set(ValueLayout.JAVA_LONG_UNALIGNED, target, from.get(ValueLayout.JAVA_LONG_UNALIGNED, source));
            }
        }
    }
}
