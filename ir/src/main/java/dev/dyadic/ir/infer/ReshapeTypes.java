// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The type rules of the ops that keep the elements in order and give them other axes. */
final class ReshapeTypes {

    private static final long INFERRED = -1;

    private ReshapeTypes() {}

    /** The shape an operand lists; sizes of which nothing is known are named after the result. */
    static Shape sizes(Site at, int operand) {
        at.scalar(operand, Site.Want.INTEGER);
        Optional<Integer> length = at.length(operand);
        if (length.isEmpty()) return Shape.unranked();
        Optional<List<Dim>> elements = at.in(operand).elements();
        if (elements.isEmpty()) return at.fresh(0, length.get(), 0);
        for (Dim each : elements.get()) {
            if (each.isConstant() && each.constant() < 0) {
                throw at.wrong("found the shape " + elements.get() + "; sizes must not be negative.");
            }
        }
        return at.named(0, Shape.of(elements.get()));
    }

    static List<Fact> reshape(boolean zeroCopies, Site at) {
        at.takes(2, 2);
        at.scalar(1, Site.Want.INTEGER);
        at.rank(1, 1, 1);
        Optional<Integer> length = at.length(1);
        if (length.isEmpty()) return Site.one(Shape.unranked(), at.moved(0));
        Optional<List<Dim>> listed = at.in(1).elements();
        Shape shape = listed.isPresent() ? target(listed.get(), zeroCopies, at) : at.fresh(0, length.get(), 0);
        return List.of(Contents.fact(new Type(shape, at.moved(0)), at.in(0).elements()));
    }

    private static Shape target(List<Dim> listed, boolean zeroCopies, Site at) {
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < listed.size(); axis++) dims.add(size(listed, axis, zeroCopies, at));
        List<Integer> open = new ArrayList<>();
        for (int axis = 0; axis < dims.size(); axis++) {
            if (dims.get(axis).is(INFERRED)) open.add(axis);
        }
        if (open.size() > 1) throw at.wrong("found the shape " + listed + "; only one size can be inferred.");
        if (open.isEmpty()) {
            for (int axis = 0; axis < dims.size(); axis++) {
                if (!dims.get(axis).isKnown()) open.add(axis);
            }
        }
        if (open.size() == 1) return filled(dims, open.getFirst(), at);
        if (open.isEmpty()) fits(dims, at);
        return at.named(0, Shape.of(dims));
    }

    private static Dim size(List<Dim> listed, int axis, boolean zeroCopies, Site at) {
        Dim size = listed.get(axis);
        if (size.isConstant() && size.constant() < INFERRED) {
            throw at.wrong("found the shape " + listed + "; sizes must not be negative, except one -1 to infer.");
        }
        if (!size.is(0) || !zeroCopies) return size;
        if (!at.shape(0).ranked()) return Dim.UNKNOWN;
        if (axis < at.shape(0).rank()) return at.shape(0).dim(axis);
        throw at.wrong("operand 0 is " + at.in(0).type() + ", the shape " + listed + " copies the size of its axis " + axis
                + "; there is none.");
    }

    /** The size of one axis, so that there are as many elements as before. */
    private static Shape filled(List<Dim> dims, int open, Site at) {
        List<Dim> others = new ArrayList<>(dims);
        others.set(open, Dim.ONE);
        Dim total = at.shape(0).elements();
        Dim rest = Shape.of(others).elements();
        if (total.isConstant() && rest.isConstant() && !rest.is(0) && total.constant() % rest.constant() != 0) {
            throw at.wrong("operand 0 is " + at.in(0).type() + " with " + total + " elements; they do not divide into " + rest
                    + ".");
        }
        others.set(open, rest.is(0) ? Dim.UNKNOWN : total.floorDiv(rest));
        return at.named(0, Shape.of(others));
    }

    private static void fits(List<Dim> dims, Site at) {
        Dim total = at.shape(0).elements();
        Dim result = Shape.of(dims).elements();
        if (total.isConstant() && result.isConstant() && !total.equals(result)) {
            throw at.wrong("operand 0 is " + at.in(0).type() + " with " + total + " elements; the shape " + Shape.of(dims)
                    + " has " + result + ".");
        }
    }

    static List<Fact> squeeze(Site at) {
        at.takes(1, 2);
        Shape x = at.shape(0);
        if (!x.ranked()) return Site.one(x, at.moved(0));
        if (at.count() == 1) return squeezeAll(x, at);
        Optional<int[]> axes = MovementTypes.axes(at, 1, x.rank());
        if (axes.isEmpty()) {
            Optional<Integer> count = at.length(1);
            return Site.one(
                    count.map(each -> at.fresh(0, x.rank() - each, 0)).orElse(Shape.unranked()), at.moved(0));
        }
        return squeeze(x, axes.get(), at);
    }

    private static List<Fact> squeezeAll(Shape x, Site at) {
        boolean numbers = x.dims().stream().allMatch(Dim::isConstant);
        if (!numbers) return Site.one(Shape.unranked(), at.moved(0));
        int[] ones = java.util.stream.IntStream.range(0, x.rank()).filter(axis -> x.dim(axis).is(1)).toArray();
        return squeeze(x, ones, at);
    }

    private static List<Fact> squeeze(Shape x, int[] axes, Site at) {
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            int each = axis;
            boolean dropped = Arrays.stream(axes).anyMatch(other -> other == each);
            if (!dropped) dims.add(x.dim(axis));
            else if (x.dim(axis).isConstant() && !x.dim(axis).is(1)) {
                throw at.wrong("operand 0 is " + at.in(0).type() + "; axis " + axis + " must have size 1 to be dropped.");
            }
        }
        return List.of(Contents.fact(new Type(Shape.of(dims), at.moved(0)), at.in(0).elements()));
    }

    static List<Fact> unsqueeze(Site at) {
        at.takes(2, 2);
        Shape x = at.shape(0);
        Optional<Integer> count = at.length(1);
        if (!x.ranked() || count.isEmpty()) return Site.one(Shape.unranked(), at.moved(0));
        int rank = x.rank() + count.get();
        Optional<int[]> axes = MovementTypes.axes(at, 1, rank);
        if (axes.isEmpty()) return Site.one(at.fresh(0, rank, 0), at.moved(0));
        List<Dim> dims = new ArrayList<>(x.dims());
        Arrays.stream(axes.get()).sorted().forEach(axis -> dims.add(axis, Dim.ONE));
        return List.of(Contents.fact(new Type(Shape.of(dims), at.moved(0)), at.in(0).elements()));
    }

    static List<Fact> flatten(int axis, Site at) {
        at.takes(1, 1);
        Shape x = at.shape(0);
        if (!x.ranked()) return Site.one(at.fresh(0, 2, 0), at.moved(0));
        int from = axis == x.rank() ? axis : at.axis(axis, x.rank());
        Shape shape = Shape.of(List.of(
                Shape.of(x.dims().subList(0, from)).elements(),
                Shape.of(x.dims().subList(from, x.rank())).elements()));
        return List.of(Contents.fact(new Type(shape, at.moved(0)), at.in(0).elements()));
    }
}
