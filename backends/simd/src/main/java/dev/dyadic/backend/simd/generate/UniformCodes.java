// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Optional;

/** What codes of 8 bits mean to a node that makes them of f32, or the other way round: one scale and one zero point for all, both known. */
record UniformCodes(Element element, float scale, long zero) {

    static Optional<UniformCodes> of(Node node, Draft draft) {
        return switch (node.op()) {
            case Quantize op when op.block() == 0 && isFloat(node.in(0)) -> of(node, node.out(), draft);
            case Dequantize op when op.block() == 0 && isFloat(node.out()) -> of(node, node.in(0), draft);
            default -> Optional.empty();
        };
    }

    private static Optional<UniformCodes> of(Node node, Value codes, Draft draft) {
        if (!CodeSum.isByte(codes)) return Optional.empty();
        Optional<Tensor> scale = draft.constant(node.in(1))
                .filter(each -> each.count() == 1 && each.element().equals(Element.F32));
        Optional<Long> zero = ZeroPoint.known(node, 2, draft);
        if (scale.isEmpty() || zero.isEmpty()) return Optional.empty();
        return Optional.of(new UniformCodes(codes.type().element(), (float) scale.get().getDouble(0), zero.get()));
    }

    private static boolean isFloat(Value value) {
        return value.type().element().equals(Element.F32);
    }

    /**
     * The statement that makes codes of floats.
     *
     * @param floats an array, a place in it, and how many there are
     * @param codes an array, and a place in it
     */
    String quantize(String floats, String codes) {
        return "Quantize.codes(" + floats + ", " + scale + "f, " + zero + ", " + element.min() + ", " + element.max() + ", "
                + codes
                + ");";
    }

    /** The statement that makes floats of codes. */
    String dequantize(String codes, String count, String floats) {
        return "Quantize.floats(" + codes + ", " + !element.isSigned() + ", " + count + ", " + scale + "f, " + zero + ", "
                + floats
                + ");";
    }
}
