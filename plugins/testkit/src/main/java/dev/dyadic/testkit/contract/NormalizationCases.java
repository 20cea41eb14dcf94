// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.constant;
import static dev.dyadic.testkit.contract.Operand.data;

import dev.dyadic.ir.op.Normalization.*;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.Normalization}. */
final class NormalizationCases {

    private static final double EPSILON = 1e-5;

    private NormalizationCases() {}

    static void add(CaseList cases) {
        for (int axis : List.of(0, 1, -1)) {
            for (Op op : List.of(new Softmax(axis), new LogSoftmax(axis), new Hardmax(axis))) {
                cases.of(op, Draw.f32(1, 3, 4, 5));
                cases.of(op, Draw.of(Element.F16, 1, 3, 4, 5));
                cases.of(op, Draw.f32(1, 0, 3));
                cases.of(op, Draw.f32(1, 3, 1));
                cases.of(op, Draw.f32(1, 2, 67));
            }
            Operand keep = data(Draw.integers(Element.I8, 2, 0, 1, 3, 1, 5));
            Operand mask = new Operand(
                    dev.dyadic.ir.tensor.Tensor.ofDoubles(Element.F32, keep.tensor().sizes(), keep.tensor().toDoubles()),
                    false);
            cases.of(new MaskedSoftmax(axis, -10000), data(Draw.f32(1, 3, 4, 5)), mask);
        }
        layers(cases);
        channels(cases);
    }

    private static void layers(CaseList cases) {
        for (int axis : List.of(1, 2, -1)) {
            long[] scaled = axis == 1 ? new long[] {4, 5} : new long[] {5};
            Operand x = data(Draw.f32(1, 3, 4, 5));
            cases.of(new LayerNorm(axis, EPSILON), x, constant(Draw.f32(2, scaled)), constant(Draw.f32(3, scaled)));
            cases.of(new LayerNorm(axis, EPSILON), x, constant(Draw.f32(2, scaled)));
            cases.of(3, new LayerNorm(axis, EPSILON), x, constant(Draw.f32(2, scaled)), constant(Draw.f32(3, scaled)));
            cases.of(new RmsNorm(axis, EPSILON), x, constant(Draw.f32(2, scaled)));
        }
        Operand wide = constant(Draw.f32(2, 67));
        cases.of(new LayerNorm(-1, EPSILON), data(Draw.f32(1, 3, 67)), wide, wide);
        cases.of(new RmsNorm(-1, EPSILON), data(Draw.f32(1, 3, 67)), wide);
        cases.of(new LayerNorm(-1, EPSILON), data(Draw.f32(1, 0, 67)), wide, wide);
        cases.of(
                new LayerNorm(-1, EPSILON), data(Draw.of(Element.F16, 1, 3, 5)), constant(Draw.of(Element.F16, 2, 5)),
                constant(Draw.of(Element.F16, 3, 5)));
    }

    private static void channels(CaseList cases) {
        Operand scale = constant(Draw.f32(2, 6));
        Operand bias = constant(Draw.f32(3, 6));
        Operand mean = constant(Draw.f32(4, 6));
        Operand variance = constant(Draw.floats(Element.F32, 5, 0.5, 2, 6));
        for (long[] sizes : new long[][] {{2, 6, 3, 5}, {2, 6, 7}, {0, 6, 3}, {1, 6, 1, 1}}) {
            Operand x = data(Draw.f32(1, sizes));
            cases.of(new BatchNorm(EPSILON), x, scale, bias, mean, variance);
            cases.of(new InstanceNorm(EPSILON), x, scale, bias);
            cases.of(new GroupNorm(3, EPSILON), x, scale, bias);
            cases.of(new GroupNorm(1, EPSILON), x, scale, bias);
            cases.of(new LocalResponseNorm(3, 0.1, 0.75, 1), x);
            cases.of(new LocalResponseNorm(4, 0.1, 0.5, 2), x);
        }
    }
}
