// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.constant;
import static dev.dyadic.testkit.contract.Operand.data;
import static dev.dyadic.testkit.contract.Operand.scalar;

import dev.dyadic.ir.op.Quantization.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.Quantization}. */
final class QuantizationCases {

    private static final List<Element> CODES = List.of(Element.I8, Element.U8, Element.I4, Element.U4, Element.I16, Element.U16);

    private QuantizationCases() {}

    static void add(CaseList cases) {
        for (Element to : CODES) {
            for (Tensor x : List.of(Draw.f32(1, 2, 3, 5), ties(), Draw.f32(1, 0, 3), special())) {
                cases.of(new Quantize(to, 0, 0, true), data(x), scalar(Element.F32, 0.5), scalar(to, 3));
                cases.of(new Quantize(to, 0, 0, true), data(x), scalar(Element.F32, 0.0173), scalar(to, 0));
            }
            Operand x = data(Draw.f32(1, 2, 3, 5));
            Operand codes = data(Draw.of(to, 1, 2, 3, 5));
            cases.of(new Quantize(to, 1, 0, true), x, scales(3), constant(Draw.integers(to, 2, 0, 5, 3)));
            cases.of(new Quantize(to, -1, 0, true), x, scales(5), constant(Draw.integers(to, 2, 0, 5, 5)));
            cases.of(new Quantize(to, 2, 2, true), x, scales(2, 3, 3), constant(Draw.integers(to, 2, 0, 5, 2, 3, 3)));
            cases.of(new Dequantize(Element.F32, 0, 0), codes, scalar(Element.F32, 0.0173), scalar(to, 3));
            cases.of(new Dequantize(Element.F32, 1, 0), codes, scales(3), constant(Draw.integers(to, 2, 0, 5, 3)));
            cases.of(new Dequantize(Element.F32, -1, 0), codes, scales(5));
            cases.of(new Dequantize(Element.F32, 2, 2), codes, scales(2, 3, 3), constant(Draw.integers(to, 2, 0, 5, 2, 3, 3)));
            cases.of(new Dequantize(Element.F32, 0, 0), constant(codes.tensor()), data(Draw.floats(Element.F32, 4, 0.1, 1)));
        }
        cases.of(new Dequantize(Element.F32, 0, 0), data(Draw.of(Element.I32, 1, 3, 5)), scalar(Element.F32, 0.25));
        cases.of(new Dequantize(Element.F32, 0, 0), data(Draw.of(Element.I8, 1, 0)), scalar(Element.F32, 0.25));
        cases.of(
                new Quantize(Element.F8E4M3FN, 0, 0, true), data(Draw.f32(1, 3, 5)), scalar(Element.F32, 0.01),
                scalar(Element.F8E4M3FN, 0));
        for (Tensor x : List.of(
                Draw.f32(1, 3, 5), Draw.floats(Element.F32, 1, 1, 2, 7), Draw.floats(Element.F32, 1, -2, -1, 7),
                Draw.floats(Element.F32, 1, 0, Float.MIN_VALUE, 3), Draw.f32(1, 67), Draw.f32(1, 9001), special())) {
            cases.of(3, new DynamicQuantize(), data(x));
            cases.of(2, new QuantizeRows(127), data(x));
        }
    }

    private static Operand scales(long... sizes) {
        return constant(Draw.floats(Element.F32, 3, 0.05, 0.5, sizes));
    }

    /** Quotients by 0.5 half way between two codes. */
    private static Tensor ties() {
        return Draw.vector(Element.F32, 0.25, 0.75, 1.25, -0.25, -0.75, -1.25, 63.25, 63.75, -64.25);
    }

    private static Tensor special() {
        return Draw.vector(Element.F32, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1e30, -1e30);
    }
}
