// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Indexing;
import dev.dyadic.ir.op.Indexing.Combine;
import dev.dyadic.ir.op.Indexing.Compress;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Indexing.GatherElements;
import dev.dyadic.ir.op.Indexing.GatherNd;
import dev.dyadic.ir.op.Indexing.NonMaxSuppression;
import dev.dyadic.ir.op.Indexing.NonZero;
import dev.dyadic.ir.op.Indexing.OneHot;
import dev.dyadic.ir.op.Indexing.ScatterElements;
import dev.dyadic.ir.op.Indexing.ScatterNd;
import dev.dyadic.ir.op.Indexing.TopK;
import dev.dyadic.ir.op.Indexing.Unique;
import dev.dyadic.ir.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What the ops of {@link Indexing} give. */
final class IndexingReference {

    private IndexingReference() {}

    static List<Tensor> run(Indexing op, List<Tensor> ins, int outs) {
        Tensor x = ins.getFirst();
        List<Tensor> results = switch (op) {
            case Gather(int axis) -> List.of(gather(x, ins.get(1), axis));
            case GatherElements(int axis) -> List.of(gatherElements(x, ins.get(1), axis));
            case GatherNd(int batchAxes) -> List.of(gatherNd(x, ins.get(1), batchAxes));
            case ScatterElements(int axis, Combine combine) ->
                List.of(Scattering.elements(x, ins.get(1), ins.get(2), axis, combine));
            case ScatterNd(Combine combine) -> List.of(Scattering.nd(x, ins.get(1), ins.get(2), combine));
            case Compress(OptionalInt axis) -> List.of(compress(x, ins.get(1), axis));
            case NonZero _ -> List.of(nonZero(x));
            case Unique(OptionalInt axis, boolean sorted) -> Uniqueness.unique(x, axis, sorted);
            case OneHot(int axis) -> List.of(oneHot(x, ins.get(1), ins.get(2), axis));
            case TopK(int axis, boolean largest, boolean _) ->
                topK(x, Strides.scalar("the count", ins.get(1)), axis, largest);
            case NonMaxSuppression(boolean centered) -> List.of(Suppression.select(ins, centered));
        };
        return results.subList(0, Math.min(outs, results.size()));
    }

    private static Tensor gather(Tensor x, Tensor indices, int axis) {
        int along = Strides.axis(axis, x.rank());
        long[] positions = Strides.longs("the indices", indices);
        for (int i = 0; i < positions.length; i++) positions[i] = Strides.index(positions[i], x.size(along));
        long[] sizes = Strides.join(
                Arrays.copyOf(x.sizes(), along), indices.sizes(), Arrays.copyOfRange(x.sizes(), along + 1, x.rank()));
        return Tensor.of(x.element(), sizes, Blocks.take(x, along, positions));
    }

    private static Tensor gatherElements(Tensor x, Tensor indices, int axis) {
        int along = Strides.axis(axis, x.rank());
        long[] positions = Scattering.positions(x, indices, along);
        Cells cells = new Cells(x.element(), Blocks.zeros(x.element(), indices.sizes()), indices.sizes());
        for (int i = 0; i < positions.length; i++) cells.put(i, x, positions[i]);
        return cells.tensor();
    }

    private static Tensor gatherNd(Tensor x, Tensor indices, int batchAxes) {
        int depth = Scattering.depth(x, indices, batchAxes);
        long[] sizes = x.sizes();
        long[] strides = Strides.of(sizes);
        long slice = Strides.product(sizes, batchAxes + depth, sizes.length);
        long tuples = Strides.product(indices.sizes(), 0, indices.rank() - 1);
        long perBatch = Strides.product(indices.sizes(), batchAxes, indices.rank() - 1);
        long batchStride = Strides.product(sizes, batchAxes, sizes.length);
        long[] shape = Strides.join(
                Arrays.copyOf(indices.sizes(), indices.rank() - 1), Arrays.copyOfRange(sizes, batchAxes + depth, sizes.length));
        MemorySegment data = Blocks.zeros(x.element(), shape);
        long bytes = slice * x.element().bytes();
        for (long i = 0; i < tuples; i++) {
            long from = i / perBatch * batchStride + Scattering.offset(indices, i, depth, sizes, strides, batchAxes);
            MemorySegment.copy(x.data(), from * x.element().bytes(), data, i * bytes, bytes);
        }
        return Tensor.of(x.element(), shape, data);
    }

    private static Tensor compress(Tensor x, Tensor keep, OptionalInt axis) {
        Tensor from = axis.isPresent() ? x : x.reshaped(x.count());
        int along = axis.isPresent() ? Strides.axis(axis.getAsInt(), x.rank()) : 0;
        long[] kept = LongStream.range(0, keep.count()).filter(keep::getBoolean).toArray();
        if (kept.length > 0 && kept[kept.length - 1] >= from.size(along)) {
            throw DyadicException.input("",
                    "entry " + kept[kept.length - 1] + " is to be kept of an axis of size " + from.size(along)
                            + ".");
        }
        long[] sizes = from.sizes();
        sizes[along] = kept.length;
        return Tensor.of(x.element(), sizes, Blocks.take(from, along, kept));
    }

    private static Tensor nonZero(Tensor x) {
        boolean floats = x.element().isFloat();
        int[] found = IntStream.range(0, x.length())
                .filter(i -> floats ? x.getDouble(i) != 0 : x.getLong(i) != 0)
                .toArray();
        long[] result = new long[x.rank() * found.length];
        for (int i = 0; i < found.length; i++) {
            long[] at = Strides.unravel(found[i], x.sizes());
            for (int axis = 0; axis < at.length; axis++) result[axis * found.length + i] = at[axis];
        }
        return Tensor.of(new long[] {x.rank(), found.length}, result);
    }

    private static Tensor oneHot(Tensor indices, Tensor depths, Tensor values, int axis) {
        if (depths.count() != 1 || values.count() != 2) {
            throw DyadicException.model("", "one-hot needs one depth and the values off and on, found " + depths.type() + " and "
                    + values.type() + ".");
        }
        long depth = (long) depths.getDouble(0);
        if (depth < 0) throw DyadicException.input("", "the depth is " + depth + "; it must not be negative.");
        int along = Strides.axis(axis, indices.rank() + 1);
        long[] before = Arrays.copyOf(indices.sizes(), along);
        long[] after = Arrays.copyOfRange(indices.sizes(), along, indices.rank());
        long[] sizes = Strides.join(before, new long[] {depth}, after);
        long inner = Strides.count(after);
        MemorySegment data = Blocks.zeros(values.element(), sizes);
        Blocks.fill(data, Blocks.view(values, 0, new long[] {1}, 1));
        Cells cells = new Cells(values.element(), data, sizes);
        for (long i = 0; i < indices.count(); i++) {
            long index = (long) indices.getDouble(i);
            if (index < -depth || index >= depth) continue;
            long row = index < 0 ? index + depth : index;
            cells.put((i / inner * depth + row) * inner + i % inner, values, 1);
        }
        return cells.tensor();
    }

    private static List<Tensor> topK(Tensor x, long k, int axis, boolean largest) {
        int along = Strides.axis(axis, x.rank());
        long size = x.size(along);
        if (k < 0 || k > size) {
            throw DyadicException.input("", k + " of " + size + " elements cannot be picked; the count must be 0.." + size + ".");
        }
        long[] sizes = x.sizes();
        sizes[along] = k;
        long inner = Strides.product(x.sizes(), along + 1, x.rank());
        Cells values = new Cells(x.element(), Blocks.zeros(x.element(), sizes), sizes);
        long[] positions = new long[Math.toIntExact(Tensor.count(sizes))];
        for (long line = 0, lines = size == 0 ? 0 : x.count() / size; line < lines; line++) {
            long from = line / inner * size * inner + line % inner;
            long to = line / inner * k * inner + line % inner;
            // The sort is stable, so that of equal elements the first stays first.
            List<Integer> order = IntStream.range(0, (int) size)
                    .boxed()
                    .sorted((a, b) -> (largest ? -1 : 1) * Ordering.compare(x, from + a * inner, from + b * inner))
                    .toList();
            for (int i = 0; i < k; i++) {
                positions[(int) (to + i * inner)] = order.get(i);
                values.put(to + i * inner, x, from + order.get(i) * inner);
            }
        }
        return List.of(values.tensor(), Tensor.of(sizes, positions));
    }
}
