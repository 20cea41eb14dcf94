// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.op.Movement;
import dev.dyadic.ir.op.Movement.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The type rules of {@link Movement}; those that change the number of axes or cut are in {@link ReshapeTypes} and {@link CutTypes}. */
final class MovementTypes {

    private MovementTypes() {}

    static List<Fact> infer(Movement op, Site at) {
        if (!(op instanceof Split)) at.gives(1, 1);
        return switch (op) {
            case Identity _ -> identity(at);
            case Reshape(boolean zeroCopies) -> ReshapeTypes.reshape(zeroCopies, at);
            case Transpose(List<Integer> permutation) -> transpose(permutation, at);
            case Squeeze _ -> ReshapeTypes.squeeze(at);
            case Unsqueeze _ -> ReshapeTypes.unsqueeze(at);
            case Flatten(int axis) -> ReshapeTypes.flatten(axis, at);
            case Expand _ -> expand(at);
            case Concat(int axis) -> concat(axis, at);
            case Split(int axis) -> CutTypes.split(axis, at);
            case Slice _ -> CutTypes.slice(at);
            case Pad _ -> CutTypes.pad(at);
            case Tile _ -> tile(at);
            case Trilu _ -> trilu(at);
            case DepthToSpace(long block, _) -> depthToSpace(block, at);
            case SpaceToDepth(long block) -> spaceToDepth(block, at);
            case ReverseSequence _ -> reverseSequence(at);
        };
    }

    private static List<Fact> identity(Site at) {
        at.takes(1, 1);
        return at.ins();
    }

    private static List<Fact> transpose(List<Integer> permutation, Site at) {
        at.takes(1, 1);
        Shape shape = at.shape(0);
        if (!shape.ranked()) {
            return Site.one(permutation.isEmpty() ? shape : Shape.ofRank(permutation.size()), at.moved(0));
        }
        if (permutation.isEmpty()) {
            return List.of(Contents.fact(new Type(Shape.of(shape.dims().reversed()), at.moved(0)), Contents.vector(at.in(0))));
        }
        if (permutation.size() != shape.rank()) {
            throw at.wrong("operand 0 is " + at.in(0).type() + ", the permutation " + permutation
                    + "; it must name every axis once.");
        }
        List<Integer> axes = permutation.stream().map(axis -> at.axis(axis, shape.rank())).toList();
        if (new HashSet<>(axes).size() != axes.size()) {
            throw at.wrong("the permutation " + permutation + " names an axis twice; it must name every axis once.");
        }
        Shape result = Shape.of(axes.stream().map(shape::dim).toList());
        return List.of(Contents.fact(new Type(result, at.moved(0)), Contents.vector(at.in(0))));
    }

    private static List<Fact> expand(Site at) {
        at.takes(2, 2);
        Shape shape = Broadcasting.both(at, at.shape(0), ReshapeTypes.sizes(at, 1));
        Optional<List<Dim>> elements = at.in(0).elements().filter(_ -> shape.elements().isConstant()).map(all -> {
            int size = Math.toIntExact(shape.elements().constant());
            return all.size() == 1 && size <= Contents.MOST_ELEMENTS ? java.util.Collections.nCopies(size, all.getFirst()) : all;
        });
        return List.of(Contents.fact(new Type(shape, at.moved(0)), elements));
    }

    private static List<Fact> concat(int axis, Site at) {
        at.takes(1, Integer.MAX_VALUE);
        Scalar scalar = at.moved(0);
        at.same(java.util.stream.IntStream.range(0, at.count()).toArray());
        for (int i = 1; i < at.count(); i++) {
            if (!at.moved(i).equals(scalar)) scalar = at.same(java.util.stream.IntStream.range(0, at.count()).toArray());
        }
        Optional<Fact> ranked = at.ins().stream().filter(in -> in.shape().ranked()).findFirst();
        if (ranked.isEmpty()) return Site.one(Shape.unranked(), scalar);
        int rank = ranked.get().shape().rank();
        int along = at.axis(axis, rank);
        Shape result = ranked.get().shape().with(along, Dim.ZERO);
        for (int i = 0; i < at.count(); i++) result = joined(result, along, i, at);
        return List.of(Contents.fact(new Type(result, scalar), rank == 1 ? joined(at) : Optional.empty()));
    }

    private static Shape joined(Shape sofar, int along, int operand, Site at) {
        Shape next = at.shape(operand).ranked() ? at.shape(operand) : Shape.ofRank(sofar.rank());
        if (next.rank() != sofar.rank()) {
            throw at.wrong("operand " + operand + " is " + at.in(operand).type() + "; it must have " + sofar.rank()
                    + " axes, as the operands before it.");
        }
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < next.rank(); axis++) {
            dims.add(
                    axis == along
                            ? sofar.dim(axis).plus(next.dim(axis))
                            : at.agree(sofar.dim(axis), next.dim(axis), "operand " + operand + " is "
                                    + at.in(operand).type() + ", size of axis " + axis));
        }
        return Shape.of(dims);
    }

    /** The elements of vectors one after the other; an operand of which only the length is known leaves gaps. */
    private static Optional<List<Dim>> joined(Site at) {
        List<Dim> joined = new ArrayList<>();
        for (Fact in : at.ins()) {
            Dim length = in.shape().elements();
            if (!length.isConstant() || length.constant() > Contents.MOST_ELEMENTS) return Optional.empty();
            int size = Math.toIntExact(length.constant());
            joined.addAll(in.elements().orElse(java.util.Collections.nCopies(size, Dim.UNKNOWN)));
        }
        return Optional.of(joined);
    }

    private static List<Fact> tile(Site at) {
        at.takes(2, 2);
        Optional<Integer> length = at.length(1);
        Shape x = at.shape(0).ranked() ? at.shape(0) : length.map(Shape::ofRank).orElse(Shape.unranked());
        if (!x.ranked()) return Site.one(x, at.moved(0));
        if (length.isPresent() && length.get() != x.rank()) {
            throw at.wrong("operand 0 is " + at.in(0).type() + " with " + length.get() + " repeats; there must be one per axis.");
        }
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            int each = axis;
            Dim repeat = at.in(1).elements().map(all -> all.get(each)).orElse(Dim.UNKNOWN);
            dims.add(x.dim(axis).times(repeat));
        }
        Shape shape = at.named(0, Shape.of(dims));
        Optional<List<Dim>> elements = Contents.vector(at.in(0)).filter(all -> !all.isEmpty() && shape.elements().isConstant());
        return List.of(Contents.fact(new Type(shape, at.moved(0)), elements.map(all -> repeated(all, shape))));
    }

    private static List<Dim> repeated(List<Dim> all, Shape shape) {
        long size = Math.min(shape.elements().constant(), Contents.MOST_ELEMENTS + 1);
        List<Dim> repeated = new ArrayList<>();
        for (int i = 0; i < size; i++) repeated.add(all.get(i % all.size()));
        return repeated;
    }

    private static List<Fact> trilu(Site at) {
        at.takes(2, 2);
        at.rank(0, 2, Integer.MAX_VALUE);
        at.single(1);
        return Site.one(at.shape(0), at.moved(0));
    }

    private static List<Fact> depthToSpace(long block, Site at) {
        Shape x = image(block, at);
        return Site.one(
                Shape.of(List.of(
                        x.dim(0),
                        exact(at, x.dim(1), block * block, "channels"),
                        x.dim(2).times(Dim.of(block)),
                        x.dim(3).times(Dim.of(block)))),
                at.moved(0));
    }

    private static List<Fact> spaceToDepth(long block, Site at) {
        Shape x = image(block, at);
        return Site.one(
                Shape.of(List.of(
                        x.dim(0),
                        x.dim(1).times(Dim.of(block * block)),
                        exact(at, x.dim(2), block, "rows"),
                        exact(at, x.dim(3), block, "columns"))),
                at.moved(0));
    }

    private static Shape image(long block, Site at) {
        at.takes(1, 1);
        at.rank(0, 4, 4);
        if (block < 1 || block > Short.MAX_VALUE) throw at.wrong("the block is " + block + "; it must be positive and small.");
        return at.shape(0).ranked() ? at.shape(0) : Shape.ofRank(4);
    }

    private static Dim exact(Site at, Dim size, long by, String what) {
        if (size.isConstant() && size.constant() % by != 0) {
            throw at.wrong("found " + size + " " + what + "; their number must be a multiple of " + by + ".");
        }
        return size.floorDiv(Dim.of(by));
    }

    private static List<Fact> reverseSequence(Site at) {
        at.takes(2, 2);
        at.rank(0, 2, Integer.MAX_VALUE);
        at.rank(1, 1, 1);
        return Site.one(at.shape(0), at.moved(0));
    }

    /** Positions that an operand gives as a vector of i32 or i64, along axes of which there are so many; each axis once. */
    static Optional<int[]> axes(Site at, int operand, int rank) {
        at.scalar(operand, Site.Want.INTEGER);
        at.rank(operand, 0, 1);
        Optional<long[]> numbers = at.numbers(operand);
        if (numbers.isEmpty()) return Optional.empty();
        int[] axes = Arrays.stream(numbers.get()).mapToInt(axis -> at.axis(axis, rank)).toArray();
        if (Arrays.stream(axes).distinct().count() != axes.length) {
            throw at.wrong("the axes " + Arrays.toString(numbers.get()) + " name one axis twice.");
        }
        return Optional.of(axes);
    }
}
