// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which the axes of a value lie in memory, the slowest first: {@code [0, 2, 3, 1]} holds the channels of an image last.
 */
public record Layout(List<Integer> order) {

    public Layout {
        order = List.copyOf(order);
    }

    static Layout rowMajor(int rank) {
        return new Layout(IntStream.range(0, rank).boxed().toList());
    }

    /** Axis 1 last. */
    static Layout channelsLast(int rank) {
        if (rank < 3) return rowMajor(rank);
        List<Integer> order = new ArrayList<>(List.of(0));
        for (int axis = 2; axis < rank; axis++) order.add(axis);
        order.add(1);
        return new Layout(order);
    }

    boolean isRowMajor() {
        return equals(rowMajor(order.size()));
    }

    public int rank() {
        return order.size();
    }

    /** The layout of the same memory seen through a transposition: axis i of the result is axis {@code permutation[i]}. */
    Layout transposed(List<Integer> permutation) {
        return new Layout(order.stream().map(permutation::indexOf).toList());
    }
}
