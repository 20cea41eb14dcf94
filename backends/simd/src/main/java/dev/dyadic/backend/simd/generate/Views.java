// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Movement.Expand;
import dev.dyadic.ir.op.Movement.Flatten;
import dev.dyadic.ir.op.Movement.Identity;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Movement.Squeeze;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.op.Movement.Unsqueeze;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Sampling.Resize;
import java.util.ArrayList;
import java.util.List;

/** Ops that only see memory in another way: nothing runs, except that a reshape wants its operand in row-major order. */
final class Views implements Region {

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!isView(node, draft)) return false;
        Located x = draft.at(node.in(0));
        if (x.isBoxed()) return false;
        if (node.op() instanceof Transpose(List<Integer> permutation)) {
            List<Integer> axes = permutation.isEmpty() ? reversed(x.rank()) : permutation;
            draft.alias(node.out(), x, x.layout().transposed(axes));
        } else if (keeps(node.op())) {
            draft.alias(node.out(), x, x.layout());
        } else {
            int rank = node.out().type().shape().rank();
            draft.alias(node.out(), Copies.rowMajor(x, draft), Layout.rowMajor(rank));
        }
        return true;
    }

    /** Whether a node needs nothing but its first operand, whose elements it shows as they are. */
    static boolean isView(Node node, Draft draft) {
        if (node.ins().isEmpty() || !draft.fitsBuffer(node.out()) || !draft.fitsBuffer(node.in(0))) return false;
        return switch (node.op()) {
            case Identity _, Transpose _, Reshape _, Squeeze _, Unsqueeze _, Flatten _ -> true;
            case Resize _ -> ResizedAxes.of(node, draft).filter(resized -> resized.axes().isEmpty()).isPresent();
            case Expand _ -> node.out().type().shape().equals(node.in(0).type().shape());
            default -> false;
        };
    }

    private static boolean keeps(Op op) {
        return op instanceof Identity || op instanceof Expand || op instanceof Resize;
    }

    private static List<Integer> reversed(int rank) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = rank - 1; axis >= 0; axis--) axes.add(axis);
        return axes;
    }
}
