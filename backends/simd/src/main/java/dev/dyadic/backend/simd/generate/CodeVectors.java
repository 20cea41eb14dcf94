// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.IntegerOp.Clamp;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/**
 * Lanes of 32 bits as a Java expression, for codes and sums; each lane is what {@link ScalarCode} gives for it, bit for bit. One loop rescales
 * at most once: C2 stops inlining vectors some 45 calls into a method.
 */
final class CodeVectors {

    /**
     * An op in vectors.
     *
     * @param before the expression up to the name of what is the same for all elements
     * @param constant a Java expression of that; or nothing
     * @param operands the vectors it reads
     */
    record Form(String before, String constant, List<String> operands) {
        String code(String name) {
            return constant.isEmpty() ? before : before + name + ")";
        }

        boolean reads(String operand) {
            return operands.contains(operand);
        }
    }

    private CodeVectors() {}

    /** Whether elements are held in lanes here. */
    static boolean holds(Element element) {
        return element.equals(Element.I8) || element.equals(Element.U8) || element.equals(Element.I32);
    }

    /** The form of an op, if it has one. */
    static Optional<Form> of(Node node, Draft draft, List<String> operands) {
        Element out = node.out().type().element();
        boolean held = holds(out) && node.ins().stream().limit(2).allMatch(in -> holds(in.type().element()));
        if (!held) return Optional.empty();
        String a = operands.getFirst();
        boolean wide = out.equals(Element.I32);
        return switch (node.op()) {
            case Cast _ when wide -> one(a, a);
            case Add _ when wide -> two("add", operands);
            case Sub _ when wide -> two("sub", operands);
            case Mul _ when wide -> two("mul", operands);
            case Clamp(long lo, long hi) when isInt(lo) && isInt(hi) -> one(a + ".max(" + lo + ").min(" + hi + ")", a);
            case Requant op -> requant(node, op, draft, a);
            default -> Optional.empty();
        };
    }

    private static boolean isInt(long x) {
        return x == (int) x;
    }

    private static Optional<Form> one(String code, String a) {
        return Optional.of(new Form(code, "", List.of(a)));
    }

    private static Optional<Form> two(String method, List<String> operands) {
        return Optional.of(new Form(operands.get(0) + "." + method + "(" + operands.get(1) + ")", "", operands));
    }

    private static Optional<Form> requant(Node node, Requant op, Draft draft, String a) {
        Optional<Tensor> multiplier = draft.constant(node.in(1)).filter(each -> each.count() == 1);
        Optional<Tensor> shift = draft.constant(node.in(2)).filter(each -> each.count() == 1);
        boolean fits = multiplier.isPresent() && shift.isPresent() && multiplier.get().getLong(0) > 0 && op.to().bits() == 8
                && op.rounding() == Rounding.HALF_UP && shift.get().getLong(0) > 0 && shift.get().getLong(0) < 63;
        if (!fits) return Optional.empty();
        return Optional.of(new Form("CodeLanes.requant(" + a + ", ", "SumScale.of(" + multiplier.get().getLong(0) + ", "
                + shift.get().getLong(0) + ", " + op.zero() + ", " + op.lo() + ", " + op.hi() + ")", List.of(a)));
    }
}
