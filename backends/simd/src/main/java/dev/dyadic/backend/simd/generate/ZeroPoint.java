// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import java.util.Optional;

/** The one zero point of codes of 8 bits: a constant, or where a run finds it. */
sealed interface ZeroPoint {

    /** Known beforehand. */
    record Known(long value) implements ZeroPoint {}

    /** A value of the run. */
    record Found(Located at) implements ZeroPoint {}

    /** That of an operand, as one constant; 0 where there is none. */
    static Optional<Long> known(Node node, int operand, Draft draft) {
        if (node.ins().size() <= operand) return Optional.of(0L);
        return draft.constant(node.in(operand)).filter(each -> each.count() == 1 && each.element().isInteger())
                .map(each -> each.getLong(0));
    }

    /** That of an operand, as {@link #known} or as one value that is there before. */
    static Optional<ZeroPoint> of(Node node, int operand, Draft draft) {
        Optional<Long> known = known(node, operand, draft);
        if (known.isPresent()) return known.map(Known::new);
        Value value = node.in(operand);
        if (draft.constant(value).isPresent() || !draft.fitsBuffer(value) || !draft.isReady(value)) return Optional.empty();
        return Optional.of(draft.at(value))
                .filter(at -> !at.isBoxed() && at.isSingle() && at.element().isInteger())
                .map(Found::new);
    }

    /**
     * The Java expression of what sums begin with: the bias, less the zero point times the sum of the column.
     *
     * @param bias i32 per column, or empty
     */
    default String start(CodeMatrix matrix, int[] bias, Draft draft) {
        return switch (this) {
            case Known(long value) -> draft.constant(matrix.start(value, bias));
            case Found(Located at) -> {
                draft.touch(at);
                yield "CodeGemm.start(" + draft.constant(matrix.start(0, bias)) + ", "
                        + draft.constant(matrix.start(1, new int[0])) + ", (int) "
                        + ScalarCode.load(at.element(), at.element("0"))
                        + ")";
            }
        };
    }
}
