// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Binary;
import dev.dyadic.ir.op.Elementwise.Div;
import dev.dyadic.ir.op.Elementwise.Erf;
import dev.dyadic.ir.op.Elementwise.Gelu;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Tanh;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Makes one gelu (Hendrycks and Gimpel 2016) of {@code x / 2 (1 + erf(x / sqrt 2))} or {@code x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715
 * x^3)))}, in whatever order the products and sums are written: both sides are compared as polynomials.
 *
 * <p>Left alone where a constant is not that of the formula.
 */
public record FuseGelu() implements RewritePass {

    private static final int DEEPEST = 5;
    private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

    private static final Polynomial GATED = Polynomial.term(0.5, 1, 0).plus(Polynomial.term(0.5, 1, 1), 1);
    private static final Polynomial IN_ERF = Polynomial.term(Math.sqrt(0.5), 1, 0);
    private static final Polynomial IN_TANH = Polynomial.term(SQRT_2_OVER_PI, 1, 0)
            .plus(Polynomial.term(SQRT_2_OVER_PI * 0.044715, 3, 0), 1);

    @Override public String name() { return "fuse-gelu"; }
    @Override public String summary() { return "Makes one op of a GELU written out, with erf or tanh."; }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.FLOAT_CLOSE; }
    @Override public List<Rewrite> rewrites() { return List.of(FuseGelu::fuse); }

    private static Optional<Value> fuse(Node node, Sweep at) {
        boolean mayEnd = node.op() instanceof Mul || node.op() instanceof Div || node.op() instanceof Add;
        if (!mayEnd || node.out().type().knownElement().isEmpty()) return Optional.empty();
        for (Value gate : terms(List.of(node), at)) {
            boolean tanh = at.def(gate).op() instanceof Tanh;
            if (!tanh && !(at.def(gate).op() instanceof Erf)) continue;
            Optional<Value> x = gated(node, gate, tanh ? IN_TANH : IN_ERF, at);
            if (x.isPresent()) return Optional.of(at.emit(new Gelu(tanh), x.get()));
        }
        return Optional.empty();
    }

    /** The value that the node gates, if it is the same as the one the gate is computed from. */
    private static Optional<Value> gated(Node node, Value gate, Polynomial inside, Sweep at) {
        Value argument = at.def(gate).in(0);
        double tolerance = tolerance(node.out().type().element());
        SequencedSet<Value> candidates = new LinkedHashSet<>(List.of(argument));
        candidates.addAll(terms(List.of(at.def(argument)), at));
        for (Value x : candidates) {
            if (at.uniform(x).isPresent() || !x.type().equals(node.out().type())) continue;
            boolean fits = Polynomial.of(argument, x, gate, at).filter(found -> found.isNear(inside, tolerance)).isPresent()
                    && outer(node, x, gate, at).filter(found -> found.isNear(GATED, tolerance)).isPresent();
            if (fits) return Optional.of(x);
        }
        return Optional.empty();
    }

    private static Optional<Polynomial> outer(Node node, Value x, Value gate, Sweep at) {
        Optional<Polynomial> a = Polynomial.of(node.in(0), x, gate, at);
        Optional<Polynomial> b = Polynomial.of(node.in(1), x, gate, at);
        if (a.isEmpty() || b.isEmpty()) return Optional.empty();
        return a.get().combine(node.op(), b.get());
    }

    /** What nodes are made of by sums and products, nearest first. */
    private static SequencedSet<Value> terms(List<Node> nodes, Sweep at) {
        SequencedSet<Value> terms = new LinkedHashSet<>();
        List<Node> now = nodes;
        for (int depth = 0; depth < DEEPEST && !now.isEmpty(); depth++) {
            List<Node> next = new ArrayList<>();
            for (Node node : now) {
                if (!(node.op() instanceof Binary)) continue;
                for (Value in : node.ins()) {
                    if (terms.add(in)) next.add(at.def(in));
                }
            }
            now = next;
        }
        return terms;
    }

    /** How far a constant may be from the formula's: rounding to the element, or to six digits in the source. */
    private static double tolerance(Element element) {
        return element.bits() < 32 ? 0x1p-8 : 1e-5;
    }
}
