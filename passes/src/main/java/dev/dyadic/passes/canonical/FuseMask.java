// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Not;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.Elementwise.Where;
import dev.dyadic.ir.op.Normalization.MaskedSoftmax;
import dev.dyadic.ir.op.Normalization.Softmax;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one masked softmax of {@code softmax(x + (1 - keep) * fill)}, and of {@code softmax(x + where(masked, fill, 0))}.
 *
 * <p>Left alone where the fill is infinite, where the mask is wider than x, and where the fill takes the place of x instead of being added:
 * a row that is masked as a whole then differs.
 */
public record FuseMask() implements RewritePass {

    /** {@code (1 - keep) * fill}. */
    private record Mask(Value keep, double fill) {}

    @Override public String name() { return "fuse-mask"; }
    @Override public String summary() { return "Makes a mask that is added before a softmax part of it."; }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }
    @Override public List<Rewrite> rewrites() { return List.of(FuseMask::fuse); }

    private static Optional<Value> fuse(Node node, Sweep at) {
        if (!(node.op() instanceof Softmax softmax)) return Optional.empty();
        Optional<Node> sum = Look.behind(node.in(0), Add.class, at);
        if (sum.isEmpty()) return Optional.empty();
        for (List<Value> order : Look.orders(sum.get())) {
            Value x = order.get(0);
            if (!x.type().equals(node.in(0).type())) continue;
            Optional<Mask> mask = added(order.get(1), at).or(() -> chosen(order.get(1), at));
            if (mask.isEmpty() || !Double.isFinite(mask.get().fill())) continue;
            return Optional.of(at.emit(new MaskedSoftmax(softmax.axis(), mask.get().fill()), x, mask.get().keep()));
        }
        return Optional.empty();
    }

    private static Optional<Mask> added(Value value, Sweep at) {
        Optional<Look.WithConstant> product = Look.besideConstant(value, Mul.class, at);
        return product.flatMap(each -> Look.behind(each.value(), Sub.class, at))
                .filter(difference -> Look.is(difference.in(0), 1, at))
                .map(difference -> new Mask(difference.in(1), product.get().constant()));
    }

    private static Optional<Mask> chosen(Value value, Sweep at) {
        Optional<Node> where = Look.behind(value, Where.class, at);
        if (where.isEmpty() || value.type().knownElement().isEmpty()) return Optional.empty();
        Value condition = where.get().in(0);
        Element element = value.type().element();
        Optional<Double> whereMasked = at.uniform(where.get().in(1));
        Optional<Double> whereKept = at.uniform(where.get().in(2));
        if (whereMasked.isPresent() && isZeroUnless(condition, where.get().in(2), at)) {
            Value kept = at.emit(new Not(), condition);
            return Optional.of(new Mask(at.emit(new Cast(element, true), kept), whereMasked.get()));
        }
        if (whereKept.isPresent() && Look.is(where.get().in(1), 0, at)) {
            return Optional.of(new Mask(at.emit(new Cast(element, true), condition), whereKept.get()));
        }
        return Optional.empty();
    }

    /** Whether the value is 0 wherever the condition does not hold: it is 0, or the condition asks whether it is not 0. */
    private static boolean isZeroUnless(Value condition, Value value, Sweep at) {
        if (Look.is(value, 0, at)) return true;
        Node test = at.def(condition);
        Type bool = test.out().type();
        return test.op() instanceof Cast && bool.knownElement().equals(Optional.of(Element.BOOL)) && test.in(0).equals(value);
    }
}
