// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.data;
import static dev.dyadic.testkit.contract.Operand.sizes;

import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Pooling.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.Pooling}. */
final class PoolingCases {

    private static final List<Long> NONE = List.of();

    private PoolingCases() {}

    static void add(CaseList cases) {
        windows(cases, List.of(2L, 3L), NONE, NONE, NONE, AutoPad.EXPLICIT, 2, 3, 5, 7);
        windows(cases, List.of(2L, 2L), List.of(2L, 2L), NONE, NONE, AutoPad.EXPLICIT, 1, 19, 5, 6);
        windows(cases, List.of(3L, 3L), List.of(2L, 1L), List.of(1L, 0L, 1L, 2L), NONE, AutoPad.EXPLICIT, 1, 2, 7, 5);
        windows(cases, List.of(2L, 2L), NONE, NONE, List.of(2L, 3L), AutoPad.EXPLICIT, 1, 2, 6, 7);
        windows(cases, List.of(3L, 2L), List.of(2L, 2L), NONE, NONE, AutoPad.SAME_UPPER, 1, 2, 6, 7);
        windows(cases, List.of(3L, 2L), List.of(2L, 2L), NONE, NONE, AutoPad.SAME_LOWER, 1, 2, 6, 7);
        windows(cases, List.of(3L, 2L), List.of(2L, 2L), NONE, NONE, AutoPad.VALID, 1, 2, 6, 7);
        windows(cases, List.of(3L), List.of(2L), List.of(1L, 1L), NONE, AutoPad.EXPLICIT, 2, 3, 9);
        windows(cases, List.of(2L, 2L, 2L), NONE, NONE, NONE, AutoPad.EXPLICIT, 1, 2, 3, 4, 3);
        windows(cases, List.of(2L, 2L), NONE, NONE, NONE, AutoPad.EXPLICIT, 0, 3, 5, 7);
        for (Element element : List.of(Element.I8, Element.U8, Element.F16)) {
            cases.of(
                    new MaxPool(List.of(2L, 2L), NONE, List.of(1L, 1L, 1L, 1L), NONE, AutoPad.EXPLICIT, false, false),
                    Draw.of(element, 1, 1, 3, 4, 5));
        }
        for (long[] sizes : new long[][] {{2, 3, 5, 7}, {2, 19, 4}, {0, 3, 2, 2}, {1, 1, 1, 1}}) {
            cases.of(new GlobalAveragePool(), Draw.f32(1, sizes));
            cases.of(new GlobalMaxPool(), Draw.f32(1, sizes));
        }
        unpools(cases);
    }

    private static void windows(
            CaseList cases, List<Long> kernel, List<Long> strides, List<Long> pads, List<Long> dilations, AutoPad autoPad,
            long... x) {
        Operand operand = data(Draw.f32(1, x));
        for (boolean flag : List.of(false, true)) {
            cases.of(2, new MaxPool(kernel, strides, pads, dilations, autoPad, false, flag), operand);
            cases.of(new MaxPool(kernel, strides, pads, dilations, autoPad, flag, false), operand);
            cases.of(new AveragePool(kernel, strides, pads, dilations, autoPad, false, flag), operand);
            cases.of(new AveragePool(kernel, strides, pads, dilations, autoPad, flag, false), operand);
            cases.of(new LpPool(kernel, strides, pads, dilations, autoPad, flag, flag ? 1 : 2), operand);
        }
    }

    private static void unpools(CaseList cases) {
        Tensor positions = Tensor.of(new long[] {1, 1, 2, 2}, 5, 7, 8, 15);
        Operand x = data(Draw.f32(1, 1, 1, 2, 2));
        cases.of(new MaxUnpool(List.of(2L, 2L), List.of(2L, 2L), NONE), x, data(positions));
        cases.of(new MaxUnpool(List.of(2L, 2L), List.of(2L, 2L), NONE), x, data(positions), sizes(1, 1, 5, 5));
        cases.of(new Col2Im(NONE, NONE, NONE), data(Draw.f32(1, 1, 5, 5)), sizes(5, 5), sizes(1, 5));
        cases.of(
                new Col2Im(List.of(1L, 2L), List.of(1L, 0L, 0L, 1L), List.of(2L, 1L)), data(Draw.f32(1, 2, 8, 10)), sizes(6, 4),
                sizes(2, 2));
    }
}
