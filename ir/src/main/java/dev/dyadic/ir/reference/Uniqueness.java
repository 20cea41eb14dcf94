// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The different slices of a tensor. */
final class Uniqueness {

    private Uniqueness() {}

    /** Values, first positions, the inverse and counts, in ascending order or in order of first appearance. */
    static List<Tensor> unique(Tensor x, OptionalInt axis, boolean sorted) {
        Tensor from = axis.isPresent() ? x : x.reshaped(x.count());
        int along = axis.isPresent() ? Strides.axis(axis.getAsInt(), x.rank()) : 0;
        int size = Math.toIntExact(from.size(along));
        TreeMap<Integer, Integer> groups = new TreeMap<>(order(from, along));
        List<Integer> first = new ArrayList<>();
        int[] group = new int[size];
        for (int i = 0; i < size; i++) {
            Integer known = groups.putIfAbsent(i, first.size());
            group[i] = known == null ? first.size() : known;
            if (known == null) first.add(i);
        }
        List<Integer> order = sorted ? List.copyOf(groups.values()) : groups.values().stream().sorted().toList();
        int[] rank = new int[order.size()];
        long[] positions = new long[order.size()];
        for (int i = 0; i < rank.length; i++) {
            rank[order.get(i)] = i;
            positions[i] = first.get(order.get(i));
        }
        long[] inverse = new long[size];
        long[] counts = new long[rank.length];
        for (int i = 0; i < size; i++) {
            inverse[i] = rank[group[i]];
            counts[rank[group[i]]]++;
        }
        long[] sizes = from.sizes();
        sizes[along] = positions.length;
        Tensor values = Tensor.of(x.element(), sizes, Blocks.take(from, along, positions));
        return List.of(values, Tensor.vector(positions), Tensor.vector(inverse), Tensor.vector(counts));
    }

    /** Slices in lexicographic order of their elements. */
    private static Comparator<Integer> order(Tensor x, int axis) {
        long size = x.size(axis);
        long inner = Strides.product(x.sizes(), axis + 1, x.rank());
        long outer = Strides.product(x.sizes(), 0, axis);
        return (a, b) -> {
            for (long i = 0; i < outer; i++) {
                for (long j = 0; j < inner; j++) {
                    long line = i * size * inner + j;
                    int order = Ordering.compare(x, line + a * inner, line + b * inner);
                    if (order != 0) return order;
                }
            }
            return 0;
        };
    }
}
