// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import java.util.OptionalInt;

/** Ops that pick or place elements by index. Negative indices count from the end; indices out of range are errors. */
public sealed interface Indexing extends Op {

    /** How an update meets what is there. */
    enum Combine {
        REPLACE,
        ADD,
        MUL,
        MIN,
        MAX
    }

    /** {@code (x, indices)}. */
    record Gather(int axis) implements Indexing {}

    /** {@code (x, indices)}: the result has the shape of the indices. */
    record GatherElements(int axis) implements Indexing {}

    /** {@code (x, indices)}. */
    record GatherNd(int batchAxes) implements Indexing {}

    /** {@code (x, indices, updates)}. */
    record ScatterElements(int axis, Combine combine) implements Indexing {}

    /** {@code (x, indices, updates)}. */
    record ScatterNd(Combine combine) implements Indexing {}

    /** {@code (x, keep: bool[n])}: the kept slices; without an axis x is flattened first. */
    record Compress(OptionalInt axis) implements Indexing {}

    /** {@code (x) -> i64[rank, count]}, in row-major order. */
    record NonZero() implements Indexing {}

    /** {@code (x) -> values, first positions, inverse, counts}; without an axis x is flattened. */
    record Unique(OptionalInt axis, boolean sorted) implements Indexing {}

    /** {@code (indices, depth, values: [off, on])}; indices out of range give a row of off. */
    record OneHot(int axis) implements Indexing {}

    /** {@code (x, k) -> values, i64 positions}; ties go to the smaller position. */
    record TopK(int axis, boolean largest, boolean sorted) implements Indexing {}

    /**
     * {@code (boxes, scores, maxPerClass, overlap, threshold) -> i64[n, 3]} of (batch, class, box); the last three are
     * scalars. {@code centered} boxes are (x, y, width, height).
     */
    record NonMaxSuppression(boolean centered) implements Indexing {}
}
