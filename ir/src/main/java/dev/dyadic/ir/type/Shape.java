// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The sizes of a tensor. Of an unranked shape not even their number is known; it prints as {@code *}. Sizes that are no plain
 * number stand in brackets: {@code 1x[2*L+1]x?}.
 */
public record Shape(boolean ranked, List<Dim> dims) {

    public static final Shape SCALAR = new Shape(true, List.of());

    private static final Shape UNRANKED = new Shape(false, List.of());

    public Shape {
        dims = List.copyOf(dims);
        if (!ranked && !dims.isEmpty()) throw new IllegalArgumentException("an unranked shape has no sizes");
    }

    public static Shape unranked() {
        return UNRANKED;
    }

    public static Shape of(List<Dim> dims) {
        return new Shape(true, dims);
    }

    public static Shape of(long... sizes) {
        return of(Arrays.stream(sizes).mapToObj(Dim::of).toList());
    }

    /** A shape of this rank about whose sizes nothing is known. */
    public static Shape ofRank(int rank) {
        return of(java.util.Collections.nCopies(rank, Dim.UNKNOWN));
    }

    public int rank() {
        if (!ranked) throw new IllegalStateException("the rank is not known");
        return dims.size();
    }

    /** The size along an axis; negative axes count from the end. */
    public Dim dim(int axis) {
        return dims.get(axis < 0 ? axis + rank() : axis);
    }

    public Shape with(int axis, Dim dim) {
        List<Dim> changed = new ArrayList<>(dims);
        changed.set(axis < 0 ? axis + rank() : axis, dim);
        return of(changed);
    }

    /** Whether every size is known, by number or by name. */
    public boolean isKnown() {
        return ranked && dims.stream().allMatch(Dim::isKnown);
    }

    /** All sizes as numbers, if they are. */
    public Optional<long[]> sizes() {
        if (!ranked || !dims.stream().allMatch(Dim::isConstant)) return Optional.empty();
        return Optional.of(dims.stream().mapToLong(Dim::constant).toArray());
    }

    /** The product of all sizes. */
    public Dim elements() {
        if (!ranked) return Dim.UNKNOWN;
        return dims.stream().reduce(Dim.ONE, Dim::times);
    }

    /** What stands before the element in the text form: {@code 1x[L]x}. */
    public String prefix() {
        if (!ranked) return "*x";
        var text = new StringBuilder();
        for (Dim dim : dims) text.append(dim.isPlain() ? dim.toString() : "[" + dim + "]").append('x');
        return text.toString();
    }

    @Override public String toString() {
        String prefix = prefix();
        return prefix.isEmpty() ? "scalar" : prefix.substring(0, prefix.length() - 1);
    }
}
