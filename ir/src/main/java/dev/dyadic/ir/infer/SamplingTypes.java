// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Sampling;
import dev.dyadic.ir.op.Sampling.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** The type rules of {@link Sampling}. */
final class SamplingTypes {

    private SamplingTypes() {}

    static List<Fact> infer(Sampling op, Site at) {
        at.gives(1, 1);
        return switch (op) {
            case Resize resize -> ResizeTypes.infer(resize, at);
            case GridSample _ -> gridSample(at);
            case AffineGrid _ -> affineGrid(at);
            case RoiAlign align -> roiAlign(align, at);
        };
    }

    private static List<Fact> gridSample(Site at) {
        at.takes(2, 2);
        at.scalar(1, Want.FLOAT);
        at.rank(0, 3, Integer.MAX_VALUE);
        Shape x = at.shape(0);
        if (x.ranked()) at.rank(1, x.rank(), x.rank());
        Shape grid = at.shape(1).ranked() || !x.ranked() ? at.shape(1) : Shape.ofRank(x.rank());
        if (!grid.ranked()) return Site.one(grid, at.scalar(0, Want.NUMBER));
        if (!x.ranked()) x = at.shape(0, grid.rank());
        at.agree(grid.dim(-1), Dim.of(grid.rank() - 2), "size of the last axis of the grid and number of spatial axes");
        Dim batch = at.agree(x.dim(0), grid.dim(0), "batch of x and of the grid");
        return Site.one(
                Windows.image(batch, x.dim(1), grid.dims().subList(1, grid.rank() - 1)), at.scalar(0, Want.NUMBER));
    }

    private static List<Fact> affineGrid(Site at) {
        at.takes(2, 2);
        Shape theta = at.shape(0, 3);
        Shape size = ReshapeTypes.sizes(at, 1);
        if (!size.ranked()) return Site.one(size, at.scalar(0, Want.FLOAT));
        int axes = size.rank() - 2;
        if (axes < 1) throw at.wrong("found the size " + size + "; it must be a batch, channels and spatial sizes.");
        at.agree(theta.dim(1), Dim.of(axes), "rows of theta and number of spatial axes");
        List<Dim> dims = new ArrayList<>();
        dims.add(at.agree(size.dim(0), theta.dim(0), "batch of the size and of theta"));
        dims.addAll(Windows.spatial(size));
        dims.add(Dim.of(axes));
        return Site.one(Shape.of(dims), at.scalar(0, Want.FLOAT));
    }

    private static List<Fact> roiAlign(RoiAlign op, Site at) {
        at.takes(3, 3);
        Shape x = at.shape(0, 4);
        Shape rois = at.shape(1, 2);
        at.scalar(2, Want.INTEGER);
        at.agree(rois.dim(1), Dim.of(4), "sizes of a region");
        Dim regions = at.agree(rois.dim(0), at.shape(2, 1).dim(0), "regions and their batch positions");
        Windows.entries(at, "output sizes", List.of(op.outputHeight(), op.outputWidth()), 2, 0);
        return Site.one(
                Shape.of(List.of(regions, x.dim(1), Dim.of(op.outputHeight()), Dim.of(op.outputWidth()))),
                at.scalar(0, Want.FLOAT));
    }
}
