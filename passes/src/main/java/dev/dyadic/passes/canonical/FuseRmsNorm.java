// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Normalization.RmsNorm;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one rms-norm (Zhang and Sennrich 2019) of {@code x / sqrt(mean(x^2) + epsilon) * scale} over the last axes, with a scale or
 * without.
 *
 * <p>Left alone where x is a value less its mean, which is {@code fuse-layer-norm}'s work, and where the sizes of those axes are not known
 * as numbers.
 */
public record FuseRmsNorm() implements RewritePass {

    @Override public String name() { return "fuse-rms-norm"; }
    @Override public String summary() { return "Makes one op of an rms-norm written out."; }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.FLOAT_CLOSE; }

    @Override public List<Rewrite> rewrites() {
        return List.of(FuseRmsNorm::fuse, (node, at) -> NormScale.takeScale(node, RmsNorm.class, at));
    }

    private static Optional<Value> fuse(Node node, Sweep at) {
        Optional<RootMeanSquare> found = RootMeanSquare.of(node, at);
        if (found.isEmpty() || FuseLayerNorm.centered(found.get(), at).isPresent()) return Optional.empty();
        RootMeanSquare root = found.get();
        return NormScale.ones(root.x(), root.axis(), at)
                .map(ones -> at.emit(new RmsNorm(root.axis(), root.epsilon()), root.x(), ones));
    }
}
