// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Indexing.Combine;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;

/** Updates placed by index, in row-major order of the indices, so that of several at one place the last one replaces. */
final class Scattering {

    private Scattering() {}

    static Tensor elements(Tensor x, Tensor indices, Tensor updates, int axis, Combine combine) {
        fits(x, updates, indices.sizes());
        long[] positions = positions(x, indices, Strides.axis(axis, x.rank()));
        Cells cells = new Cells(x.element(), Blocks.copy(x), x.sizes());
        for (int i = 0; i < positions.length; i++) cells.combine(combine, positions[i], updates, i);
        return cells.tensor();
    }

    static Tensor nd(Tensor x, Tensor indices, Tensor updates, Combine combine) {
        int depth = depth(x, indices, 0);
        long[] sizes = x.sizes();
        long[] strides = Strides.of(sizes);
        long[] inner = Arrays.copyOfRange(sizes, depth, sizes.length);
        long[] outer = Arrays.copyOf(indices.sizes(), indices.rank() - 1);
        fits(x, updates, Strides.join(outer, inner));
        long slice = Strides.count(inner);
        Cells cells = new Cells(x.element(), Blocks.copy(x), sizes);
        for (long i = 0, tuples = Strides.count(outer); i < tuples; i++) {
            long to = offset(indices, i, depth, sizes, strides, 0);
            for (long j = 0; j < slice; j++) cells.combine(combine, to + j, updates, i * slice + j);
        }
        return cells.tensor();
    }

    /** For each index the flat position in x: its own coordinates, but for the axis, where the index stands. */
    static long[] positions(Tensor x, Tensor indices, int axis) {
        boolean fits = indices.rank() == x.rank();
        for (int i = 0; fits && i < x.rank(); i++) fits = i == axis || indices.size(i) <= x.size(i);
        if (!fits) {
            throw DyadicException.model("", "indices " + indices.type() + " do not fit " + x.type()
                    + "; they must have its rank and be no larger but along axis " + axis + ".");
        }
        long[] positions = Strides.longs("the indices", indices);
        long[] strides = Strides.of(x.sizes());
        long[] sizes = indices.sizes();
        long[] at = new long[sizes.length];
        for (int i = 0; i < positions.length; i++, Strides.next(at, sizes)) {
            long index = Strides.index(positions[i], x.size(axis));
            positions[i] = Strides.ravel(at, strides) + (index - at[axis]) * strides[axis];
        }
        return positions;
    }

    /** How many axes of x an index tuple names after the batch axes. */
    static int depth(Tensor x, Tensor indices, int batchAxes) {
        boolean fits = indices.rank() > batchAxes
                && batchAxes >= 0
                && batchAxes <= x.rank()
                && indices.size(-1) <= x.rank() - batchAxes;
        for (int i = 0; fits && i < batchAxes; i++) fits = indices.size(i) == x.size(i);
        if (fits) return (int) indices.size(-1);
        throw DyadicException.model("", "index tuples " + indices.type() + " do not fit " + x.type() + " with " + batchAxes
                + " batch axes; the last axis must name at most its other axes, and the batch sizes must be equal.");
    }

    /** Where index tuple i points to, from the start of its batch entry. */
    static long offset(Tensor indices, long i, int depth, long[] sizes, long[] strides, int batchAxes) {
        long offset = 0;
        for (int j = 0; j < depth; j++) {
            int axis = batchAxes + j;
            offset += Strides.index(indices.getLong(i * depth + j), sizes[axis]) * strides[axis];
        }
        return offset;
    }

    private static void fits(Tensor x, Tensor updates, long[] sizes) {
        if (updates.element().equals(x.element()) && Arrays.equals(updates.sizes(), sizes)) return;
        throw DyadicException.model("",
                "updates " + updates.type() + " do not fit; they must be " + Broadcast.text(sizes) + " of "
                        + x.element() + ".");
    }
}
