// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Div;
import dev.dyadic.ir.op.Elementwise.Exp;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Neg;
import dev.dyadic.ir.op.Elementwise.Reciprocal;
import dev.dyadic.ir.op.Elementwise.Sigmoid;
import dev.dyadic.ir.op.Elementwise.Silu;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one silu (Elfwing et al. 2018) of {@code x * sigmoid(x)}, the sigmoid as one op or written out as {@code 1 / (1 + exp(-x))}.
 *
 * <p>Left alone where the sigmoid is of another value: a gate.
 */
public record FuseSilu() implements RewritePass {

    @Override public String name() { return "fuse-silu"; }
    @Override public String summary() { return "Makes one op of x * sigmoid(x)."; }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.FLOAT_CLOSE; }
    @Override public List<Rewrite> rewrites() { return List.of(FuseSilu::fuse); }

    private static Optional<Value> fuse(Node node, Sweep at) {
        Optional<Value> x = switch (node.op()) {
            case Div _ -> onePlusExp(node.in(1), at).filter(node.in(0)::equals);
            case Mul _ ->
                Look.orders(node).stream()
                        .flatMap(order -> ofSigmoid(order.get(1), at).filter(order.get(0)::equals).stream())
                        .findFirst();
            default -> Optional.empty();
        };
        return x.map(each -> at.emit(new Silu(), each));
    }

    /** What the value is the sigmoid of. */
    private static Optional<Value> ofSigmoid(Value value, Sweep at) {
        return Look.operand(value, Sigmoid.class, at)
                .or(() -> Look.operand(value, Reciprocal.class, at).flatMap(divisor -> onePlusExp(divisor, at)))
                .or(() -> Look.behind(value, Div.class, at)
                        .filter(div -> Look.is(div.in(0), 1, at))
                        .flatMap(div -> onePlusExp(div.in(1), at)));
    }

    /** x, where the value is {@code 1 + exp(-x)}. */
    private static Optional<Value> onePlusExp(Value value, Sweep at) {
        return Look.besideConstant(value, Add.class, at)
                .filter(sum -> sum.constant() == 1)
                .flatMap(sum -> Look.operand(sum.value(), Exp.class, at))
                .flatMap(exponent -> Look.operand(exponent, Neg.class, at));
    }
}
