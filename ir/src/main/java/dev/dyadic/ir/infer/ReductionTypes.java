// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Reduction;
import dev.dyadic.ir.op.Reduction.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/** The type rules of {@link Reduction}. */
final class ReductionTypes {

    private ReductionTypes() {}

    static List<Fact> infer(Reduction op, Site at) {
        at.gives(1, 1);
        return switch (op) {
            case Fold fold -> fold(fold, at);
            case ArgMax(int axis, boolean keepAxes, _) -> position(axis, keepAxes, at);
            case ArgMin(int axis, boolean keepAxes, _) -> position(axis, keepAxes, at);
            case CumSum _, CumProd _ -> running(at);
        };
    }

    private static List<Fact> fold(Fold op, Site at) {
        at.takes(1, 2);
        Scalar scalar = folded(op, at);
        Shape x = at.shape(0);
        boolean given = at.count() == 2 && !at.shape(1).elements().is(0);
        if (!x.ranked()) return Site.one(given || op.keepAxes() ? x : Shape.SCALAR, scalar);
        if (!given) return folded(op, IntStream.range(0, x.rank()).toArray(), scalar, at);
        Optional<int[]> axes = MovementTypes.axes(at, 1, x.rank());
        if (axes.isPresent()) return folded(op, axes.get(), scalar, at);
        if (op.keepAxes()) return Site.one(Shape.ofRank(x.rank()), scalar);
        return Site.one(at.length(1).map(count -> Shape.ofRank(x.rank() - count)).orElse(Shape.unranked()), scalar);
    }

    private static Scalar folded(Fold op, Site at) {
        return switch (op) {
            case ReduceSum _, ReduceMean _, ReduceProd _, ReduceLogSumExp _ -> at.scalar(0, Want.NUMBER);
            case ReduceMax _, ReduceMin _ -> at.mayBe(0, Element.BOOL) ? at.scalar(0) : at.scalar(0, Want.NUMBER);
        };
    }

    private static List<Fact> folded(Fold op, int[] axes, Scalar scalar, Site at) {
        Type type = new Type(without(at.shape(0), axes, op.keepAxes()), scalar);
        boolean all = axes.length == at.shape(0).rank();
        return List.of(Contents.fact(type, all ? contents(op, at.in(0)) : Optional.empty()));
    }

    private static Optional<List<Dim>> contents(Fold op, Fact x) {
        return switch (op) {
            case ReduceSum _ -> all(x, Dim.ZERO, Dim::plus);
            case ReduceProd _ -> all(x, Dim.ONE, Dim::times);
            case ReduceMax _ -> x.elements().flatMap(all -> all.stream().reduce(Dim::max)).map(List::of);
            case ReduceMin _ -> x.elements().flatMap(all -> all.stream().reduce(Dim::min)).map(List::of);
            case ReduceMean _, ReduceLogSumExp _ -> Optional.empty();
        };
    }

    private static Optional<List<Dim>> all(Fact x, Dim start, BinaryOperator<Dim> function) {
        return x.elements().map(all -> List.of(all.stream().reduce(start, Contents.guarded(function))));
    }

    private static Shape without(Shape x, int[] axes, boolean keep) {
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            int each = axis;
            boolean folded = Arrays.stream(axes).anyMatch(other -> other == each);
            if (!folded) dims.add(x.dim(axis));
            else if (keep) dims.add(Dim.ONE);
        }
        return Shape.of(dims);
    }

    private static List<Fact> position(int axis, boolean keep, Site at) {
        at.takes(1, 1);
        at.scalar(0, Want.NUMBER);
        Shape x = at.shape(0);
        if (!x.ranked()) return Site.one(x, Element.I64);
        return Site.one(without(x, new int[] {at.axis(axis, x.rank())}, keep), Element.I64);
    }

    private static List<Fact> running(Site at) {
        at.takes(2, 2);
        at.scalar(1, Want.INTEGER);
        Optional<Long> axis = at.number(1);
        if (axis.isPresent() && at.shape(0).ranked()) at.axis(axis.get(), at.shape(0).rank());
        return Site.one(at.shape(0), at.scalar(0, Want.NUMBER));
    }
}
