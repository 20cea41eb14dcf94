// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Sampling;
import dev.dyadic.ir.op.Sampling.AffineGrid;
import dev.dyadic.ir.op.Sampling.GridSample;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.op.Sampling.RoiAlign;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The type rules of {@link Sampling}. */
final class SamplingTypes {

    private SamplingTypes() {}

    static List<Fact> infer(Sampling op, Site at) {
        at.gives(1, 1);
        return switch (op) {
            case Resize resize -> resize(resize, at);
            case GridSample _ -> gridSample(at);
            case AffineGrid _ -> affineGrid(at);
            case RoiAlign align -> roiAlign(align, at);
        };
    }

    private static List<Fact> resize(Resize op, Site at) {
        at.takes(4, 4);
        Scalar scalar = at.scalar(0, Want.NUMBER);
        if (!at.shape(0).ranked()) return Site.one(Shape.unranked(), scalar);
        Shape x = at.shape(0);
        List<Integer> axes = op.axes().isEmpty()
                ? IntStream.range(0, x.rank()).boxed().toList()
                : op.axes().stream().map(axis -> at.axis(axis, x.rank())).toList();
        List<Dim> dims = new ArrayList<>(x.dims());
        for (int i = 0; i < axes.size(); i++) dims.set(axes.get(i), size(op, x.dim(axes.get(i)), i, at));
        return Site.one(at.named(0, Shape.of(dims)), scalar);
    }

    private static Dim size(Resize op, Dim before, int i, Site at) {
        boolean plain = op.keepAspect() == Resize.KeepAspect.STRETCH;
        Optional<List<Dim>> sizes = at.in(3).elements().filter(all -> i < all.size());
        if (sizes.isPresent() && !sizes.get().isEmpty()) return plain ? sizes.get().get(i) : Dim.UNKNOWN;
        Optional<Tensor> scales = at.in(2).constant().filter(all -> i < all.count());
        if (scales.isEmpty() || op.coordinates() == Resize.Coordinates.TF_CROP_AND_RESIZE) return Dim.UNKNOWN;
        double scale = scales.get().getDouble(i);
        if (before.isConstant()) return Dim.of((long) Math.floor(before.constant() * scale));
        return scale == Math.rint(scale) && scale > 0 ? before.times(Dim.of((long) scale)) : Dim.UNKNOWN;
    }

    private static List<Fact> gridSample(Site at) {
        at.takes(2, 2);
        Shape x = at.shape(0);
        Shape grid = at.shape(1);
        Scalar scalar = at.scalar(0, Want.NUMBER);
        at.scalar(1, Want.FLOAT);
        if (!x.ranked() && !grid.ranked()) return Site.one(Shape.unranked(), scalar);
        if (x.ranked()) at.rank(1, x.rank(), x.rank());
        List<Dim> dims = new ArrayList<>();
        dims.add(x.ranked() ? x.dim(0) : grid.dim(0));
        dims.add(x.ranked() ? x.dim(1) : Dim.UNKNOWN);
        int rank = x.ranked() ? x.rank() : grid.rank();
        for (int axis = 2; axis < rank; axis++) dims.add(grid.ranked() ? grid.dim(axis - 1) : Dim.UNKNOWN);
        return Site.one(at.named(0, Shape.of(dims)), scalar);
    }

    private static List<Fact> affineGrid(Site at) {
        at.takes(2, 2);
        at.rank(0, 3, 3);
        Scalar scalar = at.scalar(0, Want.FLOAT);
        Shape size = ReshapeTypes.sizes(at, 1);
        if (!size.ranked()) return Site.one(Shape.unranked(), scalar);
        List<Dim> dims = new ArrayList<>();
        dims.add(size.dim(0));
        dims.addAll(size.dims().subList(2, size.rank()));
        dims.add(Dim.of(size.rank() - 2L));
        return Site.one(at.named(0, Shape.of(dims)), scalar);
    }

    private static List<Fact> roiAlign(RoiAlign op, Site at) {
        at.takes(3, 3);
        at.rank(0, 4, 4);
        at.rank(1, 2, 2);
        at.rank(2, 1, 1);
        Dim rois = at.shape(1).ranked() ? at.shape(1).dim(0) : at.fresh(0, 0);
        Dim channels = at.shape(0).ranked() ? at.shape(0).dim(1) : at.fresh(0, 1);
        Shape shape = Shape.of(List.of(rois, channels, Dim.of(op.outputHeight()), Dim.of(op.outputWidth())));
        return Site.one(at.named(0, shape), at.scalar(0, Want.FLOAT));
    }
}
