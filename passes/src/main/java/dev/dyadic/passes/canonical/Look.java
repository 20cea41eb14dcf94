// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Reduction.Fold;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Looks at where a value comes from. */
final class Look {

    /** What remains of two operands when the other is a constant whose elements are all the same. */
    record WithConstant(Value value, double constant) {}

    private Look() {}

    /** The node that defines the value, if its op is of this kind. */
    static Optional<Node> behind(Value value, Class<? extends Op> op, Sweep at) {
        return Optional.of(at.def(value)).filter(node -> op.isInstance(node.op()));
    }

    /** The operand of the node that defines the value, if its op is of this kind. */
    static Optional<Value> operand(Value value, Class<? extends Op> op, Sweep at) {
        return behind(value, op, at).map(node -> node.in(0));
    }

    /** The operands of a node with two, in both orders. */
    static List<List<Value>> orders(Node node) {
        return List.of(List.of(node.in(0), node.in(1)), List.of(node.in(1), node.in(0)));
    }

    /** The operand of a commutative op beside a uniform constant. */
    static Optional<WithConstant> besideConstant(Value value, Class<? extends Op> op, Sweep at) {
        Optional<Node> node = behind(value, op, at);
        if (node.isEmpty()) return Optional.empty();
        for (List<Value> order : orders(node.get())) {
            Optional<Double> constant = at.uniform(order.get(1));
            if (constant.isPresent()) return Optional.of(new WithConstant(order.get(0), constant.get()));
        }
        return Optional.empty();
    }

    /** Whether a value is a constant with this number everywhere. */
    static boolean is(Value value, double number, Sweep at) {
        return at.uniform(value).filter(each -> each == number).isPresent();
    }

    /** Whether two values are one, or defined by equal nodes. */
    static boolean isSame(Value one, Value other, Sweep at) {
        if (one.equals(other)) return true;
        Node first = at.def(one);
        Node second = at.def(other);
        boolean computed = !first.ins().isEmpty() && first.outs().size() == 1 && second.outs().size() == 1;
        return computed && first.op().equals(second.op()) && first.ins().equals(second.ins());
    }

    /** The axes a fold takes away, from 0 on; nothing if they or the rank are not known. */
    static Optional<List<Integer>> axes(Node fold, Sweep at) {
        if (!(fold.op() instanceof Fold) || !fold.in(0).type().shape().ranked()) return Optional.empty();
        int rank = fold.in(0).type().shape().rank();
        List<Integer> all = IntStream.range(0, rank).boxed().toList();
        if (fold.ins().size() < 2) return Optional.of(all);
        Optional<Tensor> axes = at.constant(fold.in(1));
        if (axes.isEmpty()) return Optional.empty();
        if (axes.get().count() == 0) return Optional.of(all);
        return Optional.of(java.util.Arrays.stream(axes.get().toLongs())
                .mapToInt(axis -> (int) (axis < 0 ? axis + rank : axis))
                .sorted()
                .boxed()
                .toList());
    }

    /** The axis from which on a fold takes all axes away, keeping them at size 1; counted from the end, so negative. */
    static OptionalInt firstFolded(Node fold, Sweep at) {
        Optional<List<Integer>> axes = axes(fold, at);
        if (axes.isEmpty() || axes.get().isEmpty() || !((Fold) fold.op()).keepAxes()) return OptionalInt.empty();
        int rank = fold.in(0).type().shape().rank();
        int first = axes.get().getFirst();
        boolean trailing = axes.get().equals(IntStream.range(first, rank).boxed().toList());
        return trailing ? OptionalInt.of(first - rank) : OptionalInt.empty();
    }
}
