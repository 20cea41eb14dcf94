// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.ConvTranspose;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a constant that is added to each channel of a convolution, transposed or not, its bias.
 *
 * <p>Left alone where the sum without it is used too, or where the convolution has a bias that is no constant.
 */
public record FoldBias() implements RewritePass {

    @Override public String name() { return "fold-bias"; }
    @Override public String summary() { return "Makes constants added to convolutions their bias."; }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.FLOAT_CLOSE; }
    @Override public List<Rewrite> rewrites() { return List.of(FoldBias::fold); }

    private static Optional<Value> fold(Node node, Sweep at) {
        if (!(node.op() instanceof Add)) return Optional.empty();
        return Look.orders(node).stream().flatMap(order -> fold(order.get(0), order.get(1), at).stream()).findFirst();
    }

    private static Optional<Value> fold(Value sum, Value added, Sweep at) {
        Node before = at.def(sum);
        boolean convolves = before.op() instanceof Conv || before.op() instanceof ConvTranspose;
        if (!convolves || at.uses(sum) != 1 || !sum.type().shape().ranked()) return Optional.empty();
        Dim channels = sum.type().shape().dim(1);
        Optional<Tensor> constant = at.constant(added).filter(each -> isPerChannel(each, sum.type().shape().rank(), channels));
        Optional<Tensor> bias = before.ins().size() > 2 ? at.constant(before.in(2)) : Optional.empty();
        if (constant.isEmpty() || before.ins().size() > 2 && bias.isEmpty()) return Optional.empty();
        double[] values = new double[Math.toIntExact(channels.constant())];
        for (int c = 0; c < values.length; c++) {
            values[c] = constant.get().getDouble(constant.get().count() == 1 ? 0 : c)
                    + (bias.isPresent() ? bias.get().getDouble(c) : 0);
        }
        Tensor folded = Tensor.ofDoubles(constant.get().element(), new long[] {values.length}, values);
        return Optional.of(at.emit(before.op(), before.in(0), before.in(1), at.constant(folded)));
    }

    /** Whether a constant broadcasts along no axis but the channels, which are many. */
    private static boolean isPerChannel(Tensor constant, int rank, Dim channels) {
        if (!channels.isConstant() || channels.constant() > Integer.MAX_VALUE || constant.rank() > rank) return false;
        if (constant.count() == 1) return true;
        int axis = constant.rank() - rank + 1;
        return axis >= 0 && constant.count() == channels.constant() && constant.size(axis) == constant.count();
    }
}
