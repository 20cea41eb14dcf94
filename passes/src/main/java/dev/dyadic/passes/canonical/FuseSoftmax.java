// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Div;
import dev.dyadic.ir.op.Elementwise.Exp;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Reciprocal;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.Normalization.Softmax;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Reduction.Fold;
import dev.dyadic.ir.op.Reduction.ReduceMax;
import dev.dyadic.ir.op.Reduction.ReduceSum;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one softmax of {@code e / sum(e)} with {@code e = exp(x - max(x))} over one axis.
 *
 * <p>Left alone where no maximum is subtracted: such a formula overflows where a softmax does not.
 */
public record FuseSoftmax() implements RewritePass {

    @Override public String name() { return "fuse-softmax"; }
    @Override public String summary() { return "Makes one op of a softmax written out."; }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.FLOAT_CLOSE; }
    @Override public List<Rewrite> rewrites() { return List.of(FuseSoftmax::fuse); }

    private static Optional<Value> fuse(Node node, Sweep at) {
        return switch (node.op()) {
            case Div _ -> fuse(node.in(0), node.in(1), at);
            case Mul _ ->
                Look.orders(node).stream()
                        .flatMap(order -> Look.operand(order.get(1), Reciprocal.class, at)
                                .flatMap(sum -> fuse(order.get(0), sum, at))
                                .stream())
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static Optional<Value> fuse(Value exponential, Value sum, Sweep at) {
        Optional<Value> exponent = Look.operand(exponential, Exp.class, at);
        Optional<Node> difference = exponent.flatMap(each -> Look.behind(each, Sub.class, at));
        if (difference.isEmpty()) return Optional.empty();
        Value x = difference.get().in(0);
        Optional<Integer> axis = axis(sum, ReduceSum.class, exponential, at);
        boolean same = axis.isPresent() && axis.equals(axis(difference.get().in(1), ReduceMax.class, x, at));
        return same ? Optional.of(at.emit(new Softmax(axis.get()), x)) : Optional.empty();
    }

    /** The one axis, counted from the end, that the value folds of another. */
    private static Optional<Integer> axis(Value value, Class<? extends Op> kind, Value of, Sweep at) {
        Optional<Node> fold = Look.behind(value, kind, at);
        if (fold.isEmpty() || !((Fold) fold.get().op()).keepAxes() || !Look.isSame(fold.get().in(0), of, at))
            return Optional.empty();
        return Look.axes(fold.get(), at)
                .filter(axes -> axes.size() == 1)
                .map(axes -> axes.getFirst() - of.type().shape().rank());
    }
}
