// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.CustomOp;
import dev.dyadic.ir.op.Indexing.Compress;
import dev.dyadic.ir.op.Indexing.NonMaxSuppression;
import dev.dyadic.ir.op.Indexing.NonZero;
import dev.dyadic.ir.op.Indexing.Unique;
import dev.dyadic.ir.op.Source;
import dev.dyadic.ir.op.Source.Range;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.List;
import java.util.Optional;

/** Works out small results of small constants, so that what is computed from them is known too. */
final class Folding {

    private static final long MOST_OPERAND = 4096;
    private static final long MOST_RESULT = 1024;

    private Folding() {}

    static Optional<List<Fact>> fold(Site at, List<Fact> facts) {
        if (facts.stream().allMatch(fact -> fact.constant().isPresent())) return Optional.of(facts);
        boolean worthIt = isPure(at) && at.ins().stream().allMatch(in -> isSmall(in, MOST_OPERAND))
                && facts.stream().allMatch(fact -> isBounded(at, fact));
        if (!worthIt) return Optional.empty();
        List<Tensor> ins = at.ins().stream().map(in -> in.constant().orElseThrow()).toList();
        return Optional.of(Reference.evaluate(at.op(), ins, facts.size()).stream().map(Fact::of).toList());
    }

    private static boolean isPure(Site at) {
        boolean graphs = at.op() instanceof Control || at.op() instanceof CustomOp;
        boolean given = at.op() instanceof Source && !(at.op() instanceof Range);
        return !graphs && !given;
    }

    private static boolean isSmall(Fact in, long most) {
        return in.constant().filter(tensor -> tensor.count() <= most && !tensor.element().equals(Element.STRING)).isPresent();
    }

    /** Whether a result is small for sure; what is picked out of operands is as small as they are. */
    private static boolean isBounded(Site at, Fact fact) {
        boolean picks = at.op() instanceof NonZero || at.op() instanceof Compress || at.op() instanceof Unique;
        if (picks || at.op() instanceof NonMaxSuppression) return true;
        Shape shape = fact.shape();
        return shape.sizes().isPresent() && shape.elements().constant() <= MOST_RESULT;
    }
}
