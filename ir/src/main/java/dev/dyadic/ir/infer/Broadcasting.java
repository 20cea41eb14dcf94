// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Broadcasting of sizes that may be names: shapes meet at their last axes, and a size of 1 stretches to any other. */
final class Broadcasting {

    private Broadcasting() {}

    /** The shape the operands of a node broadcast to. */
    static Shape all(Site at) {
        Shape shape = Shape.SCALAR;
        for (Fact in : at.ins()) shape = both(at, shape, in.shape());
        return shape;
    }

    /** The shape two shapes broadcast to. */
    static Shape both(Site at, Shape a, Shape b) {
        if (!a.ranked() || !b.ranked()) return Shape.unranked();
        int rank = Math.max(a.rank(), b.rank());
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            Optional<Dim> dim = meet(size(a, axis, rank), size(b, axis, rank));
            dims.add(dim.orElseThrow(() -> at.wrong("found the shapes " + a + " and " + b
                    + ", which do not broadcast; sizes must be equal or 1, counted from the last axis.")));
        }
        return Shape.of(dims);
    }

    private static Dim size(Shape shape, int axis, int rank) {
        int own = axis - (rank - shape.rank());
        return own < 0 ? Dim.ONE : shape.dim(own);
    }

    /** The size two sizes broadcast to; none if they do not. A number above 1 decides what a name beside it is. */
    static Optional<Dim> meet(Dim a, Dim b) {
        if (a.equals(b) || b.is(1)) return Optional.of(a);
        if (a.is(1)) return Optional.of(b);
        if (a.isConstant() && b.isConstant()) return Optional.empty();
        if (a.isConstant()) return Optional.of(a);
        if (b.isConstant()) return Optional.of(b);
        return Optional.of(a.max(b));
    }
}
