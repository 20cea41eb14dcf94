// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Pooling;
import dev.dyadic.ir.op.Pooling.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The type rules of {@link Pooling}. */
final class PoolingTypes {

    private PoolingTypes() {}

    static List<Fact> infer(Pooling op, Site at) {
        at.gives(1, op instanceof MaxPool ? 2 : 1);
        at.rank(0, 2, Integer.MAX_VALUE);
        return switch (op) {
            case MaxPool(var kernel, var strides, var pads, var dilations, var autoPad, boolean ceil, _) ->
                maxPool(kernel, new Windows(strides, pads, dilations, autoPad, ceil), at);
            case AveragePool(var kernel, var strides, var pads, var dilations, var autoPad, boolean ceil, _) ->
                Site.one(pooled(kernel, new Windows(strides, pads, dilations, autoPad, ceil), at), at.scalar(0, Want.FLOAT));
            case LpPool(var kernel, var strides, var pads, var dilations, var autoPad, boolean ceil, _) ->
                Site.one(pooled(kernel, new Windows(strides, pads, dilations, autoPad, ceil), at), at.scalar(0, Want.FLOAT));
            case GlobalAveragePool _ -> Site.one(global(at), at.scalar(0, Want.FLOAT));
            case GlobalMaxPool _ -> Site.one(global(at), at.scalar(0, Want.NUMBER));
            case MaxUnpool(var kernel, var strides, var pads) -> unpool(kernel, strides, pads, at);
            case Col2Im(var strides, var pads, var dilations) -> columns(strides, pads, dilations, at);
        };
    }

    private static List<Fact> maxPool(List<Long> kernel, Windows windows, Site at) {
        at.scalar(0, Want.NUMBER);
        Shape shape = pooled(kernel, windows, at);
        List<Fact> results = List.of(Fact.of(new Type(shape, at.moved(0))), Fact.of(new Type(shape, Element.I64)));
        return results.subList(0, at.outs().size());
    }

    private static Shape pooled(List<Long> kernel, Windows windows, Site at) {
        at.takes(1, 1);
        Shape x = ranked(kernel.size() + 2, at);
        return Windows.image(
                x.dim(0), x.dim(1), windows.sizes(at, Windows.spatial(x), Windows.dims(at, "kernel sizes", kernel)));
    }

    private static Shape ranked(int rank, Site at) {
        return at.shape(0).ranked() ? at.shape(0) : Shape.ofRank(rank);
    }

    private static Shape global(Site at) {
        at.takes(1, 1);
        Shape x = at.shape(0);
        if (!x.ranked()) return x;
        return Windows.image(x.dim(0), x.dim(1), Collections.nCopies(x.rank() - 2, Dim.ONE));
    }

    private static List<Fact> unpool(List<Long> kernel, List<Long> strides, List<Long> pads, Site at) {
        at.takes(2, 3);
        at.scalar(1, Want.INTEGER);
        Scalar scalar = at.scalar(0, Want.NUMBER);
        Shape x = ranked(kernel.size() + 2, at);
        int axes = x.rank() - 2;
        if (kernel.size() != axes) {
            throw at.wrong("operand 0 is " + at.in(0).type() + ", the kernel has " + kernel.size() + " axes; it must have " + axes
                    + ".");
        }
        Windows.entries(at, "kernel sizes", kernel, axes, 1);
        Windows.entries(at, "strides", strides, axes, 1);
        Windows.entries(at, "pads", pads, 2 * axes, Integer.MIN_VALUE);
        if (at.count() == 3) {
            Shape given = ReshapeTypes.sizes(at, 2);
            return Site.one(given.ranked() ? given : Shape.ofRank(x.rank()), scalar);
        }
        List<Dim> spatial = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            long more = kernel.get(i) - Windows.entry(pads, i, 0) - Windows.entry(pads, axes + i, 0);
            Dim size = x.dim(i + 2).plus(-1).times(Dim.of(Windows.entry(strides, i, 1))).plus(more);
            spatial.add(size.max(Dim.ZERO));
        }
        return Site.one(Windows.image(x.dim(0), x.dim(1), spatial), scalar);
    }

    private static List<Fact> columns(List<Long> strides, List<Long> pads, List<Long> dilations, Site at) {
        at.takes(3, 3);
        Shape x = at.shape(0, 3);
        Scalar scalar = at.scalar(0, Want.NUMBER);
        Shape image = ReshapeTypes.sizes(at, 1);
        Shape block = ReshapeTypes.sizes(at, 2);
        if (!image.ranked()) return Site.one(image, scalar);
        Windows.entries(at, "strides", strides, image.rank(), 1);
        Windows.entries(at, "dilations", dilations, image.rank(), 1);
        Windows.entries(at, "pads", pads, 2 * image.rank(), Integer.MIN_VALUE);
        Dim size = at.in(2).elements().isPresent() ? block.elements() : Dim.UNKNOWN;
        if (size.isConstant() && x.dim(1).isConstant() && (size.is(0) || x.dim(1).constant() % size.constant() != 0)) {
            throw at.wrong("operand 0 is " + at.in(0).type() + ", blocks have " + size + " elements; axis 1 must be a multiple.");
        }
        return Site.one(Windows.image(x.dim(0), x.dim(1).floorDiv(size), image.dims()), scalar);
    }
}
