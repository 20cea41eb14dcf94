// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.IntegerOp.RequantAdd;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.type.Element;
import dev.dyadic.simd.SumRequant;
import java.util.Optional;

/**
 * A sum of codes with other codes, element by element, that is made where the first are: the end of a residual block.
 *
 * @param node the sum
 * @param other what is added; it is there before
 * @param requant of the codes, and of the other as b
 */
record CodeSum(Node node, Value other, SumRequant requant) {

    /** The only use of codes that are about to be made, if it adds what is there already. */
    static Optional<CodeSum> of(Value codes, Draft draft) {
        Optional<Node> use = draft.onlyUse(codes);
        Optional<SumRequant> requant = use.filter(CodeSum::isOfOneShape).flatMap(CodeSum::requant);
        if (requant.isEmpty()) return Optional.empty();
        Value other = Epilogue.other(use.get(), codes);
        if (!draft.isReady(other) || draft.at(other).isBoxed()) return Optional.empty();
        boolean first = use.get().in(0).equals(codes);
        return Optional.of(new CodeSum(use.get(), other, first ? requant.get() : requant.get().turned()));
    }

    private static boolean isOfOneShape(Node sum) {
        return sum.ins().stream().allMatch(in -> in.type().shape().equals(sum.out().type().shape()));
    }

    /** How a sum of codes of 8 bits is requantized; empty for all others. */
    static Optional<SumRequant> requant(Node node) {
        if (!(node.op() instanceof RequantAdd op)) return Optional.empty();
        Value a = node.in(0);
        Value b = node.in(1);
        boolean bytes = isByte(a) && isByte(b) && isByte(node.out());
        if (!bytes || op.lo() < op.to().min() || op.hi() > op.to().max() || op.lo() > op.hi()) return Optional.empty();
        return Optional.of(new SumRequant(!a.type().element().isSigned(), (int) op.aZero(), op.aMultiplier(),
                !b.type().element().isSigned(), (int) op.bZero(), op.bMultiplier(), op.shift(),
                op.rounding() == Rounding.HALF_EVEN, (int) op.zero(), (int) op.lo(), (int) op.hi()));
    }

    static boolean isByte(Value value) {
        Element element = value.type().element();
        return element.isInteger() && element.bits() == 8;
    }
}
