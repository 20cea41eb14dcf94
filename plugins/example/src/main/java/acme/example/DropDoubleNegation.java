// SPDX-License-Identifier: Apache-2.0
package acme.example;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Neg;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes away two negations in a row: {@code -(-x)} is x, of floats and of integers that wrap. */
public record DropDoubleNegation() implements RewritePass {

    @Override public String name() { return "acme.drop-double-negation"; }

    @Override public String summary() { return "Takes away two negations in a row."; }

    @Override public Set<Stage> at() { return EnumSet.allOf(Stage.class); }

    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }

    @Override public List<Rewrite> rewrites() { return List.of(DropDoubleNegation::drop); }

    private static Optional<Value> drop(Node node, Sweep at) {
        if (!(node.op() instanceof Neg)) return Optional.empty();
        Node inner = at.def(node.in(0));
        return inner.op() instanceof Neg ? Optional.of(inner.in(0)) : Optional.empty();
    }
}
