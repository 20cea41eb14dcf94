// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement.Identity;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** What two ways to one value have in common, and where a body's value comes from. */
final class Joining {

    private Joining() {}

    /** The sizes that are the same in both shapes; others are unknown. */
    static Shape shape(Shape a, Shape b) {
        if (!a.ranked() || !b.ranked() || a.rank() != b.rank()) return Shape.unranked();
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < a.rank(); axis++) {
            dims.add(a.dim(axis).equals(b.dim(axis)) ? a.dim(axis) : Dim.UNKNOWN);
        }
        return Shape.of(dims);
    }

    /** The value that this one is another name of. */
    static Value source(Graph body, Value value) {
        Node node = body.definitions().get(value.name());
        return node != null && node.op() instanceof Identity ? source(body, node.in(0)) : value;
    }

    static boolean isTrue(Graph body, Value value) {
        Node node = body.definitions().get(value.name());
        return node != null && node.op() instanceof Constant(Tensor tensor) && tensor.count() == 1 && tensor.getBoolean(0);
    }
}
