// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The type rules of the ops that cut pieces out of a tensor, or set it into a larger one. */
final class CutTypes {

    private CutTypes() {}

    static List<Fact> split(int axis, Site at) {
        at.takes(1, 2);
        int parts = at.outs().size();
        Optional<List<Dim>> sizes = at.count() == 2 ? sizes(parts, at) : Optional.empty();
        if (!at.shape(0).ranked()) return at.outs().stream().map(_ -> Fact.of(new Type(at.shape(0), at.moved(0)))).toList();
        int along = at.axis(axis, at.shape(0).rank());
        Dim whole = at.shape(0).dim(along);
        if (sizes.isPresent()) sum(sizes.get(), whole, at);
        Dim equal = whole.ceilDiv(Dim.of(parts));
        List<Fact> results = new ArrayList<>();
        Dim from = Dim.ZERO;
        for (int i = 0; i < parts; i++) {
            Dim size = i < parts - 1 ? equal : whole.minus(equal.times(Dim.of(parts - 1)));
            if (at.count() == 2) size = sizes.map(all -> all.get(results.size())).orElse(Dim.UNKNOWN);
            if (size.isConstant() && size.constant() < 0) {
                throw at.wrong("operand 0 is " + at.in(0).type() + "; axis " + along + " does not divide into " + parts
                        + " parts.");
            }
            Dim named = size.isKnown() ? size : at.fresh(i, along);
            Type type = new Type(at.shape(0).with(along, named), at.moved(0));
            results.add(Contents.fact(type, part(at.in(0), from, named)));
            from = from.plus(named);
        }
        return results;
    }

    private static Optional<List<Dim>> sizes(int parts, Site at) {
        at.scalar(1, Site.Want.INTEGER);
        Optional<Integer> length = at.length(1);
        if (length.isPresent() && length.get() != parts) {
            throw at.wrong("found " + length.get() + " sizes for " + parts + " results; there must be one each.");
        }
        return at.in(1).elements();
    }

    private static void sum(List<Dim> sizes, Dim whole, Site at) {
        Dim sum = sizes.stream().reduce(Dim.ZERO, Dim::plus);
        if (sum.isConstant() && whole.isConstant() && !sum.equals(whole)) {
            throw at.wrong("operand 0 is " + at.in(0).type() + ", the sizes " + sizes + " add up to " + sum + "; it must be "
                    + whole + ".");
        }
    }

    private static Optional<List<Dim>> part(Fact x, Dim from, Dim size) {
        if (!from.isConstant() || !size.isConstant()) return Optional.empty();
        int start = Math.toIntExact(from.constant());
        int end = start + Math.toIntExact(size.constant());
        return Contents.vector(x).filter(all -> end <= all.size()).map(all -> all.subList(start, end));
    }

    static List<Fact> slice(Site at) {
        at.takes(5, 5);
        for (int i = 1; i < 5; i++) at.scalar(i, Site.Want.INTEGER);
        Shape x = at.shape(0);
        if (!x.ranked()) return Site.one(x, at.moved(0));
        Optional<int[]> axes = MovementTypes.axes(at, 3, x.rank());
        if (axes.isEmpty()) return Site.one(at.fresh(0, x.rank(), 0), at.moved(0));
        Shape result = x;
        for (int operand : new int[] {1, 2, 4}) {
            if (at.length(operand).isPresent() && at.length(operand).get() != axes.get().length) {
                throw at.wrong("operand " + operand + " is " + at.in(operand).type() + "; it must have "
                        + axes.get().length + " elements, one per axis.");
            }
        }
        for (int i = 0; i < axes.get().length; i++) {
            int axis = axes.get()[i];
            Dim size = size(i, x.dim(axis), at);
            result = result.with(axis, size.isKnown() ? size : at.fresh(0, axis));
        }
        Optional<List<Dim>> elements = axes.get().length == 1 && x.rank() == 1 ? picked(at, result) : Optional.empty();
        return List.of(Contents.fact(new Type(result, at.moved(0)), axes.get().length == 0 ? at.in(0).elements() : elements));
    }

    private static Dim size(int i, Dim dim, Site at) {
        Dim step = element(at, 4, i);
        if (!step.isConstant()) return Dim.UNKNOWN;
        return Cut.size(element(at, 1, i), element(at, 2, i), step(step, at), dim);
    }

    private static long step(Dim step, Site at) {
        if (step.is(0)) throw at.wrong("found a step of 0; steps must not be 0.");
        return step.constant();
    }

    private static Dim element(Site at, int operand, int i) {
        return at.in(operand).elements().map(all -> all.get(i)).orElse(Dim.UNKNOWN);
    }

    /** The elements of a vector at the positions of a slice. */
    private static Optional<List<Dim>> picked(Site at, Shape result) {
        Optional<List<Dim>> all = at.in(0).elements();
        boolean numbers = element(at, 1, 0).isConstant() && element(at, 4, 0).isConstant() && result.dim(0).isConstant();
        if (all.isEmpty() || !numbers) return Optional.empty();
        int size = all.get().size();
        long step = element(at, 4, 0).constant();
        long start = Cut.first(element(at, 1, 0).constant(), step, size);
        List<Dim> picked = new ArrayList<>();
        for (int i = 0; i < result.dim(0).constant(); i++) picked.add(all.get().get(Math.toIntExact(start + i * step)));
        return Optional.of(picked);
    }

    static List<Fact> pad(Site at) {
        at.takes(3, 4);
        at.scalar(1, Site.Want.INTEGER);
        at.single(2);
        Optional<Integer> length = at.length(1);
        if (!at.shape(0).ranked()) return Site.one(unrankedPad(length, at), at.moved(0));
        int rank = at.shape(0).rank();
        Optional<int[]> axes = at.count() == 4
                ? MovementTypes.axes(at, 3, rank)
                : Optional.of(java.util.stream.IntStream.range(0, rank).toArray());
        if (axes.isEmpty()) return Site.one(at.fresh(0, rank, 0), at.moved(0));
        int count = axes.get().length;
        if (length.isPresent() && length.get() != 2 * count) {
            throw at.wrong("operand 0 is " + at.in(0).type() + " with " + length.get() + " pads; there must be " + 2 * count
                    + ", a begin and an end per axis.");
        }
        Shape result = at.shape(0);
        for (int i = 0; i < count; i++) {
            int axis = axes.get()[i];
            Dim size = result.dim(axis).plus(element(at, 1, i)).plus(element(at, 1, count + i));
            if (size.isConstant() && size.constant() < 0) {
                throw at.wrong("operand 0 is " + at.in(0).type() + "; more is cropped off axis " + axis + " than it has.");
            }
            result = result.with(axis, size.isKnown() ? size : at.fresh(0, axis));
        }
        return Site.one(result, at.moved(0));
    }

    private static Shape unrankedPad(Optional<Integer> length, Site at) {
        if (at.count() == 4 || length.isEmpty()) return Shape.unranked();
        return at.fresh(0, length.get() / 2, 0);
    }
}
