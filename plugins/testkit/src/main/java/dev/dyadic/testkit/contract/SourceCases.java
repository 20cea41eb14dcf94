// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.data;
import static dev.dyadic.testkit.contract.Operand.scalar;
import static dev.dyadic.testkit.contract.Operand.sizes;

import dev.dyadic.ir.op.Source.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.Source}. */
final class SourceCases {

    private SourceCases() {}

    static void add(CaseList cases) {
        for (Element element : List.of(
                Element.F64, Element.F32, Element.F16, Element.BF16, Element.I4, Element.I8, Element.U8, Element.I32, Element.I64,
                Element.U64, Element.BOOL)) {
            cases.of(new Constant(Draw.of(element, 1, 2, 3)), new Operand[0]);
        }
        cases.of(new Constant(Draw.f32(1, 0, 3)), new Operand[0]);
        cases.of(new Constant(Draw.f32(1)), new Operand[0]);
        for (long[] sizes : new long[][] {{2, 3}, {}, {0, 5}, {7}}) cases.of(new ShapeOf(), data(Draw.f32(1, sizes)));
        for (long[] range : new long[][] {{0, 5, 1}, {10, 0, -3}, {3, 3, 1}, {5, 2, 1}}) {
            for (Element element : List.of(Element.I64, Element.I32, Element.F32)) {
                Tensor[] data = new Tensor[3];
                Operand[] fixed = new Operand[3];
                for (int i = 0; i < 3; i++) {
                    data[i] = Tensor.scalar(element, range[i]);
                    fixed[i] = scalar(element, range[i]);
                }
                cases.of(new Range(), data);
                cases.of(new Range(), fixed);
            }
        }
        for (Element element : List.of(Element.F32, Element.F64)) {
            cases.of(new RandomUniform(element, -1, 2, 17), sizes(3, 5));
            cases.of(new RandomNormal(element, 1, 2, 17), sizes(3, 5));
        }
        cases.of(new RandomUniform(Element.F32, 0, 1, 3), sizes(0));
    }
}
