// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Indexing;
import dev.dyadic.ir.op.Indexing.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The type rules of {@link Indexing}. */
final class IndexingTypes {

    private IndexingTypes() {}

    static List<Fact> infer(Indexing op, Site at) {
        switch (op) {
            case Unique _ -> at.gives(1, 4);
            case TopK _ -> at.gives(1, 2);
            case Gather _, GatherElements _, GatherNd _, ScatterElements _, ScatterNd _, Compress _ -> at.gives(1, 1);
            case NonZero _, OneHot _, NonMaxSuppression _ -> at.gives(1, 1);
        }
        return switch (op) {
            case Gather(int axis) -> gather(axis, at);
            case GatherElements(int axis) -> gatherElements(axis, at);
            case GatherNd(int batchAxes) -> gatherNd(batchAxes, at);
            case ScatterElements(int axis, _) -> scatterElements(axis, at);
            case ScatterNd _ -> scatterNd(at);
            case Compress(OptionalInt axis) -> compress(axis, at);
            case NonZero _ -> nonZero(at);
            case Unique(OptionalInt axis, _) -> unique(axis, at);
            case OneHot(int axis) -> oneHot(axis, at);
            case TopK(int axis, _, _) -> topK(axis, at);
            case NonMaxSuppression _ -> nonMaxSuppression(at);
        };
    }

    private static List<Fact> gather(int axis, Site at) {
        at.takes(2, 2);
        at.scalar(1, Want.INTEGER);
        Shape x = at.shape(0);
        Shape indices = at.shape(1);
        if (!x.ranked()) return Site.one(Shape.unranked(), at.moved(0));
        int along = at.axis(axis, x.rank());
        Optional<List<Dim>> elements = x.rank() == 1 ? picked(at) : Optional.empty();
        if (!indices.ranked()) return Site.one(Shape.unranked(), at.moved(0));
        List<Dim> dims = new ArrayList<>(x.dims().subList(0, along));
        dims.addAll(indices.dims());
        dims.addAll(x.dims().subList(along + 1, x.rank()));
        return List.of(Contents.fact(new Type(Shape.of(dims), at.moved(0)), elements));
    }

    private static Optional<List<Dim>> picked(Site at) {
        Optional<long[]> indices = at.numbers(1);
        Dim size = at.shape(0).dim(0);
        if (indices.isEmpty() || !size.isConstant()) return Optional.empty();
        for (long index : indices.get()) {
            if (index < -size.constant() || index >= size.constant()) {
                throw at.wrong("operand 0 is " + at.in(0).type() + ", found index " + index + "; it must lie in [-" + size + ", "
                        + size + ").");
            }
        }
        return at.in(0)
                .elements()
                .map(all -> Arrays.stream(indices.get())
                        .mapToObj(i -> all.get((int) (i < 0 ? i + all.size() : i)))
                        .toList());
    }

    private static List<Fact> gatherElements(int axis, Site at) {
        at.takes(2, 2);
        at.scalar(1, Want.INTEGER);
        sameRank(at, 0, 1);
        if (at.shape(0).ranked()) at.axis(axis, at.shape(0).rank());
        Shape shape = at.shape(1).ranked() || !at.shape(0).ranked() ? at.shape(1) : Shape.ofRank(at.shape(0).rank());
        return Site.one(shape, at.moved(0));
    }

    private static void sameRank(Site at, int a, int b) {
        if (at.shape(a).ranked()) at.rank(b, at.shape(a).rank(), at.shape(a).rank());
    }

    private static List<Fact> gatherNd(int batch, Site at) {
        at.takes(2, 2);
        at.scalar(1, Want.INTEGER);
        at.rank(0, Math.max(1, batch + 1), Integer.MAX_VALUE);
        at.rank(1, Math.max(1, batch + 1), Integer.MAX_VALUE);
        Shape x = at.shape(0);
        Shape indices = at.shape(1);
        if (!x.ranked() || !indices.ranked() || !indices.dim(-1).isConstant()) {
            return Site.one(Shape.unranked(), at.moved(0));
        }
        long indexed = depth(at, indices, x.rank() - batch);
        List<Dim> dims = new ArrayList<>(indices.dims().subList(0, indices.rank() - 1));
        for (int axis = 0; axis < batch; axis++)
            dims.set(axis, at.agree(dims.get(axis), x.dim(axis), "size of batch axis " + axis));
        dims.addAll(x.dims().subList(batch + (int) indexed, x.rank()));
        return Site.one(Shape.of(dims), at.moved(0));
    }

    private static long depth(Site at, Shape indices, int most) {
        long depth = indices.dim(-1).constant();
        if (depth >= 1 && depth <= most) return depth;
        throw at.wrong(
                "operand 0 is " + at.in(0).type() + ", its indices are " + at.in(1).type() + "; their last axis must have 1 to "
                        + most + " positions.");
    }

    private static List<Fact> scatterElements(int axis, Site at) {
        at.takes(3, 3);
        at.scalar(1, Want.INTEGER);
        Scalar scalar = at.same(0, 2);
        sameRank(at, 0, 1);
        sameRank(at, 1, 2);
        if (at.shape(0).ranked()) at.axis(axis, at.shape(0).rank());
        return Site.one(at.shape(0), scalar);
    }

    private static List<Fact> scatterNd(Site at) {
        at.takes(3, 3);
        at.scalar(1, Want.INTEGER);
        at.rank(1, 1, Integer.MAX_VALUE);
        Shape x = at.shape(0);
        Shape indices = at.shape(1);
        if (x.ranked() && indices.ranked() && indices.dim(-1).isConstant()) {
            int rank = indices.rank() - 1 + x.rank() - (int) depth(at, indices, x.rank());
            at.rank(2, rank, rank);
        }
        return Site.one(x, at.same(0, 2));
    }

    private static List<Fact> compress(OptionalInt axis, Site at) {
        at.takes(2, 2);
        at.scalar(1, Want.BOOL);
        at.rank(1, 1, 1);
        Shape x = at.shape(0);
        if (axis.isEmpty()) return Site.one(Shape.ofRank(1), at.moved(0));
        return Site.one(x.ranked() ? x.with(at.axis(axis.getAsInt(), x.rank()), Dim.UNKNOWN) : x, at.moved(0));
    }

    private static List<Fact> nonZero(Site at) {
        at.takes(1, 1);
        Dim rank = at.shape(0).ranked() ? Dim.of(at.shape(0).rank()) : Dim.UNKNOWN;
        return Site.one(Shape.of(List.of(rank, Dim.UNKNOWN)), Element.I64);
    }

    private static List<Fact> unique(OptionalInt axis, Site at) {
        at.takes(1, 1);
        Shape x = at.shape(0);
        int along = axis.isPresent() && x.ranked() ? at.axis(axis.getAsInt(), x.rank()) : 0;
        Dim found = at.fresh(0, along);
        Shape values = axis.isEmpty() ? Shape.of(List.of(found)) : x.ranked() ? x.with(along, found) : x;
        Dim all = axis.isEmpty() ? x.elements() : x.ranked() ? x.dim(along) : Dim.UNKNOWN;
        Type counts = new Type(Shape.of(List.of(found)), Element.I64);
        List<Fact> results = List.of(
                Fact.of(new Type(values, at.moved(0))),
                Fact.of(counts),
                Fact.of(new Type(Shape.of(List.of(all)), Element.I64)),
                Fact.of(counts));
        return results.subList(0, at.outs().size());
    }

    private static List<Fact> oneHot(int axis, Site at) {
        at.takes(3, 3);
        at.scalar(0, Want.NUMBER);
        at.scalar(1, Want.NUMBER);
        if (at.length(2).isPresent() && at.length(2).get() != 2) {
            throw at.wrong("operand 2 is " + at.in(2).type() + "; it must hold two values, off and on.");
        }
        if (!at.shape(0).ranked()) return Site.one(at.shape(0), at.scalar(2));
        List<Dim> dims = new ArrayList<>(at.shape(0).dims());
        dims.add(at.axis(axis, dims.size() + 1), at.size(1));
        return Site.one(Shape.of(dims), at.scalar(2));
    }

    private static List<Fact> topK(int axis, Site at) {
        at.takes(2, 2);
        at.scalar(0, Want.NUMBER);
        at.scalar(1, Want.INTEGER);
        Shape x = at.shape(0);
        Shape shape = x;
        if (x.ranked()) {
            int along = at.axis(axis, x.rank());
            Dim k = at.size(1);
            if (k.isConstant() && x.dim(along).isConstant() && k.constant() > x.dim(along).constant()) {
                throw at.wrong("operand 0 is " + at.in(0).type() + ", k is " + k + "; axis " + along + " has too few elements.");
            }
            shape = x.with(along, k.isKnown() ? k : at.fresh(0, along));
        }
        List<Fact> results = List.of(Fact.of(new Type(shape, at.moved(0))), Fact.of(new Type(shape, Element.I64)));
        return results.subList(0, at.outs().size());
    }

    private static List<Fact> nonMaxSuppression(Site at) {
        at.takes(5, 5);
        Shape boxes = at.shape(0, 3);
        Shape scores = at.shape(1, 3);
        at.agree(boxes.dim(0), scores.dim(0), "batches of boxes and scores");
        at.agree(boxes.dim(1), scores.dim(2), "boxes and their scores");
        at.agree(boxes.dim(2), Dim.of(4), "sizes of a box");
        return Site.one(Shape.of(List.of(Dim.UNKNOWN, Dim.of(3))), Element.I64);
    }
}
