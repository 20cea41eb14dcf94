// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/** Lanes of f32 and of i32 as a Java expression; each lane is what {@link ScalarCode} gives for it, bit for bit. */
final class VectorCode {

    private VectorCode() {}

    /** Whether elements are held in lanes here. */
    static boolean holds(Element element) {
        return element.equals(Element.F32) || element.equals(Element.I32);
    }

    /** The expression of an op over vectors, if it has one. */
    static Optional<String> of(Op op, List<Element> ins, Element out, List<String> operands) {
        String a = operands.getFirst();
        if (op instanceof Cast(Element to, _)) return cast(ins.getFirst(), to, a);
        if (!holds(out) || !ins.stream().allMatch(out::equals)) return Optional.empty();
        return both(op, operands).or(() -> out.equals(Element.F32) ? floats(op, operands) : Optional.empty());
    }

    private static Optional<String> both(Op op, List<String> operands) {
        String a = operands.getFirst();
        return switch (op) {
            case Abs _ -> Optional.of(a + ".abs()");
            case Neg _ -> Optional.of(a + ".neg()");
            case Relu _ -> Optional.of(a + ".max(0)");
            case Add _ -> Optional.of(a + ".add(" + operands.get(1) + ")");
            case Sub _ -> Optional.of(a + ".sub(" + operands.get(1) + ")");
            case Mul _ -> Optional.of(a + ".mul(" + operands.get(1) + ")");
            case Min _ -> Optional.of(a + ".min(" + operands.get(1) + ")");
            case Max _ -> Optional.of(a + ".max(" + operands.get(1) + ")");
            default -> Optional.empty();
        };
    }

    private static Optional<String> floats(Op op, List<String> operands) {
        String a = operands.getFirst();
        return switch (op) {
            case Sqrt _ -> Optional.of(a + ".sqrt()");
            case Reciprocal _ -> Optional.of("FloatVector.broadcast(Species.F32, 1f).div(" + a + ")");
            case Div _ -> Optional.of(a + ".div(" + operands.get(1) + ")");
            // a product of two floats is exact in f64, and so rounded once
            case LeakyRelu(double slope) when slope == (float) slope && Double.isFinite(slope) ->
                Optional.of(a + ".blend(" + a + ".mul(" + (float) slope + "f), " + a + ".lt(0f))");
            default -> Optional.empty();
        };
    }

    /** Halves are f32 in lanes, rounded. */
    private static Optional<String> cast(Element from, Element to, String a) {
        if (from.equals(Element.F32) && to.isHalf()) return Optional.of("VectorHalves." + to + "(" + a + ")");
        if (from.isHalf() && to.equals(Element.F32)) return Optional.of(a);
        if (from.equals(to) && holds(from)) return Optional.of(a);
        boolean widens = from.equals(Element.I32) && to.equals(Element.F32);
        return widens ? Optional.of("((FloatVector) " + a + ".convert(VectorOperators.I2F, 0))") : Optional.empty();
    }
}
