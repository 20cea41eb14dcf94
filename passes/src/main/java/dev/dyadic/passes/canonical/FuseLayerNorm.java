// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.Normalization.LayerNorm;
import dev.dyadic.ir.op.Reduction.ReduceMean;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Makes one layer-norm (Ba et al. 2016) of {@code (x - mean(x)) / sqrt(mean((x - mean(x))^2) + epsilon) * scale + bias} over the last axes,
 * with scale and bias or without.
 *
 * <p>Left alone where the sizes of those axes are not known as numbers. Scale and bias stay apart where the norm without them is used
 * elsewhere, too.
 */
public record FuseLayerNorm() implements RewritePass {

    @Override public String name() { return "fuse-layer-norm"; }
    @Override public String summary() { return "Makes one op of a layer-norm written out."; }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.FLOAT_CLOSE; }

    @Override public List<Rewrite> rewrites() {
        return List.of(
                FuseLayerNorm::fuse,
                (node, at) -> NormScale.takeScale(node, LayerNorm.class, at),
                (node, at) -> NormScale.takeBias(node, LayerNorm.class, at));
    }

    private static Optional<Value> fuse(Node node, Sweep at) {
        Optional<RootMeanSquare> root = RootMeanSquare.of(node, at);
        if (root.isEmpty()) return Optional.empty();
        Optional<Value> x = centered(root.get(), at);
        if (x.isEmpty()) return Optional.empty();
        int axis = root.get().axis();
        return NormScale.ones(x.get(), axis, at).map(ones -> at.emit(new LayerNorm(axis, root.get().epsilon()), x.get(), ones));
    }

    /** The value from which its mean over the same axes was subtracted. */
    static Optional<Value> centered(RootMeanSquare root, Sweep at) {
        Optional<Node> difference = Look.behind(root.x(), Sub.class, at);
        if (difference.isEmpty()) return Optional.empty();
        Value x = difference.get().in(0);
        Optional<Node> mean = Look.behind(difference.get().in(1), ReduceMean.class, at)
                .filter(fold -> Look.isSame(fold.in(0), x, at));
        boolean sameAxes = mean.isPresent() && Look.firstFolded(mean.get(), at).equals(OptionalInt.of(root.axis()));
        return sameAxes ? Optional.of(x) : Optional.empty();
    }
}
