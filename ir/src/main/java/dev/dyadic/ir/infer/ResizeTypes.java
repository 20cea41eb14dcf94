// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.op.Sampling.Resize.Coordinates;
import dev.dyadic.ir.op.Sampling.Resize.KeepAspect;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The type rule of {@link Resize}: sizes are given, or are whole numbers of f32 products. */
final class ResizeTypes {

    /** Scales that are multiples of its reciprocal are followed through named sizes. */
    private static final long STEPS = 1024;

    private ResizeTypes() {}

    static List<Fact> infer(Resize op, Site at) {
        at.takes(4, 4);
        at.scalar(3, Want.INTEGER);
        Scalar scalar = at.scalar(0, Want.NUMBER);
        Shape x = at.shape(0);
        if (!x.ranked() && op.axes().isEmpty()) x = ofLength(at);
        if (!x.ranked()) return Site.one(x, scalar);
        Shape known = x;
        List<Integer> axes = op.axes().isEmpty()
                ? IntStream.range(0, x.rank()).boxed().toList()
                : op.axes().stream().map(axis -> at.axis(axis, known.rank())).toList();
        if (new HashSet<>(axes).size() != axes.size()) throw at.wrong("the axes " + op.axes() + " name one axis twice.");
        boolean bySize = at.shape(2).elements().is(0);
        boolean byScale = at.shape(3).elements().is(0);
        if (bySize && byScale) throw at.wrong("found neither scales nor sizes; one of them must be given.");
        length(at, bySize ? 3 : 2, axes.size(), bySize || byScale);
        if (!bySize && !byScale) return Site.one(unknown(x, axes), scalar);
        return Site.one(bySize ? sized(op, x, axes, at) : scaled(op, x, axes, at), scalar);
    }

    private static Shape ofLength(Site at) {
        int length = Math.max(at.length(2).orElse(0), at.length(3).orElse(0));
        return length == 0 ? Shape.unranked() : Shape.ofRank(length);
    }

    private static void length(Site at, int operand, int axes, boolean decided) {
        Optional<Integer> length = at.length(operand);
        if (!decided || length.isEmpty() || length.get() == axes) return;
        throw at.wrong("operand " + operand + " is " + at.in(operand).type() + "; it must have " + axes
                + " elements, one per axis.");
    }

    private static Shape unknown(Shape x, List<Integer> axes) {
        Shape result = x;
        for (int axis : axes) result = result.with(axis, Dim.UNKNOWN);
        return result;
    }

    private static Shape sized(Resize op, Shape x, List<Integer> axes, Site at) {
        Optional<List<Dim>> sizes = at.in(3).elements();
        if (sizes.isEmpty()) return unknown(x, axes);
        if (op.keepAspect() != KeepAspect.STRETCH) return keeping(op.keepAspect(), x, axes, sizes.get());
        Shape result = x;
        for (int i = 0; i < axes.size(); i++) {
            Dim size = sizes.get().get(i);
            if (size.isConstant() && size.constant() < 0) {
                throw at.wrong("found the sizes " + sizes.get() + "; sizes must not be negative.");
            }
            result = result.with(axes.get(i), size);
        }
        return result;
    }

    private static Shape keeping(KeepAspect keep, Shape x, List<Integer> axes, List<Dim> sizes) {
        double scale = keep == KeepAspect.NOT_LARGER ? Double.POSITIVE_INFINITY : 0;
        for (int i = 0; i < axes.size(); i++) {
            if (!x.dim(axes.get(i)).isConstant() || !sizes.get(i).isConstant()) return unknown(x, axes);
            double ratio = (double) sizes.get(i).constant() / x.dim(axes.get(i)).constant();
            scale = keep == KeepAspect.NOT_LARGER ? Math.min(scale, ratio) : Math.max(scale, ratio);
        }
        Shape result = x;
        for (int axis : axes) result = result.with(axis, Dim.of((long) Math.floor(scale * x.dim(axis).constant() + 0.5)));
        return result;
    }

    private static Shape scaled(Resize op, Shape x, List<Integer> axes, Site at) {
        boolean crop = op.coordinates() == Coordinates.TF_CROP_AND_RESIZE;
        Optional<Tensor> scales = at.in(2).constant();
        Optional<Tensor> regions = at.in(1).constant().filter(region -> region.count() == 2L * axes.size());
        if (scales.isEmpty() || crop && regions.isEmpty()) return unknown(x, axes);
        Shape result = x;
        for (int i = 0; i < axes.size(); i++) {
            double share = crop ? regions.get().getDouble(axes.size() + i) - regions.get().getDouble(i) : 1;
            double scale = scales.get().getDouble(i);
            if (!(scale > 0)) throw at.wrong("found the scale " + scale + "; scales must be positive.");
            result = result.with(axes.get(i), product(x.dim(axes.get(i)), share, scale));
        }
        return result;
    }

    private static Dim product(Dim in, double share, double scale) {
        if (in.isConstant()) {
            double size = Math.floor((float) (share * in.constant()) * (float) scale);
            return size >= 0 && size <= Integer.MAX_VALUE ? Dim.of((long) size) : Dim.UNKNOWN;
        }
        double steps = scale * STEPS;
        boolean exact = share == 1 && steps == Math.rint(steps) && steps <= Integer.MAX_VALUE;
        return exact ? in.times(Dim.of((long) steps)).floorDiv(Dim.of(STEPS)) : Dim.UNKNOWN;
    }
}
