// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/** Lanes of f32 as a Java expression; each lane is what {@link ScalarCode} gives for it, bit for bit. */
final class VectorCode {

    private VectorCode() {}

    /** The expression of an op over vectors, if it has one. */
    static Optional<String> of(Op op, List<Element> ins, Element out, List<String> operands) {
        boolean floats = out.equals(Element.F32) && ins.stream().allMatch(Element.F32::equals);
        if (!floats) return Optional.empty();
        String a = operands.getFirst();
        return switch (op) {
            case Abs _ -> Optional.of(a + ".abs()");
            case Neg _ -> Optional.of(a + ".neg()");
            case Sqrt _ -> Optional.of(a + ".sqrt()");
            case Reciprocal _ -> Optional.of("FloatVector.broadcast(Species.F32, 1f).div(" + a + ")");
            case Relu _ -> Optional.of(a + ".max(0f)");
            case Add _ -> Optional.of(a + ".add(" + operands.get(1) + ")");
            case Sub _ -> Optional.of(a + ".sub(" + operands.get(1) + ")");
            case Mul _ -> Optional.of(a + ".mul(" + operands.get(1) + ")");
            case Div _ -> Optional.of(a + ".div(" + operands.get(1) + ")");
            case Min _ -> Optional.of(a + ".min(" + operands.get(1) + ")");
            case Max _ -> Optional.of(a + ".max(" + operands.get(1) + ")");
            default -> Optional.empty();
        };
    }
}
