// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Source.ShapeOf;
import dev.dyadic.ir.type.Dim;
import java.util.List;

/** Shapes as values, of operands whose sizes are known before a run. */
final class Shapes implements Region {

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!tells(node, draft)) return false;
        Located out = draft.allocate(node.out(), Layout.rowMajor(1));
        draft.touch(out);
        var text = new Text();
        List<Dim> dims = node.in(0).type().shape().dims();
        for (int axis = 0; axis < dims.size(); axis++)
            text.line(out.element(Integer.toString(axis)) + " = " + draft.sizes().of(dims.get(axis)) + ";");
        draft.step("%" + node.name() + ": shape-of", Step.ONCE, text.toString());
        return true;
    }

    /** Whether the types tell what a node computes, so that it does not need its operand. */
    static boolean tells(Node node, Draft draft) {
        return node.op() instanceof ShapeOf && draft.fitsBuffer(node.out()) && draft.sizes().knows(node.in(0).type().shape());
    }
}
