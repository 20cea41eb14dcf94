// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.constant;
import static dev.dyadic.testkit.contract.Operand.data;
import static dev.dyadic.testkit.contract.Operand.scalar;
import static dev.dyadic.testkit.contract.Operand.sizes;

import dev.dyadic.ir.op.Movement.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.Movement}. */
final class MovementCases {

    private static final long LAST = Long.MAX_VALUE;

    private MovementCases() {}

    static void add(CaseList cases) {
        for (Element element : List.of(Element.F32, Element.F16, Element.I8, Element.U8, Element.I32, Element.I64,
                Element.BOOL)) {
            Operand x = data(Draw.of(element, 1, 2, 3, 5));
            cases.of(new Identity(), x);
            cases.of(new Reshape(true), x, sizes(0, -1));
            cases.of(new Transpose(List.of(2, 0, 1)), x);
            cases.of(new Concat(1), x, data(Draw.of(element, 2, 2, 1, 5)), data(Draw.of(element, 3, 2, 0, 5)));
            cases.of(new Slice(), x, sizes(1, 4), sizes(3, 0), sizes(1, -1), sizes(1, -2));
            cases.of(new Pad(Pad.Mode.CONSTANT), x, sizes(0, 1, 2, 1, 0, 1), scalar(element, 1));
            cases.of(new Expand(), data(Draw.of(element, 1, 3, 1)), sizes(2, 1, 4));
            cases.of(new Tile(), x, sizes(1, 2, 3));
        }
        shapes(cases);
        joints(cases);
        slices(cases);
        pads(cases);
        images(cases);
    }

    private static void shapes(CaseList cases) {
        Operand x = data(Draw.f32(1, 2, 3, 4));
        Operand empty = data(Draw.f32(1, 0, 3));
        cases.of(new Identity(), data(Draw.f32(1)));
        cases.of(new Reshape(true), x, sizes(4, 6));
        cases.of(new Reshape(true), x, sizes(-1));
        cases.of(new Reshape(true), data(Draw.f32(1, 1, 1)), sizes());
        cases.of(new Reshape(false), empty, sizes(3, 0));
        cases.of(new Transpose(List.of()), x);
        cases.of(new Transpose(List.of(1, 0)), empty);
        cases.of(new Transpose(List.of(0, 2, 1, 3)), data(Draw.f32(1, 2, 7, 3, 5)));
        cases.of(new Transpose(List.of(1, 0)), data(Draw.f32(1, 33, 17)));
        cases.of(new Squeeze(), data(Draw.f32(1, 1, 3, 1)));
        cases.of(new Squeeze(), data(Draw.f32(1, 1, 3, 1)), sizes(-1));
        cases.of(new Unsqueeze(), data(Draw.f32(1, 3, 5)), sizes(0, -1));
        for (int axis : List.of(0, 1, 2, -1)) cases.of(new Flatten(axis), x);
        cases.of(new Expand(), data(Draw.f32(1, 3, 1)), sizes(3, 4));
        cases.of(new Expand(), data(Draw.f32(1)), sizes(2, 3));
        cases.of(new Expand(), data(Draw.f32(1, 2, 3)), sizes(1));
        cases.of(new Tile(), x, sizes(2, 1, 1));
        cases.of(new Tile(), x, sizes(1, 0, 1));
    }

    private static void joints(CaseList cases) {
        Operand a = data(Draw.f32(1, 3, 4));
        cases.of(new Concat(0), a, data(Draw.f32(2, 2, 4)));
        cases.of(new Concat(-1), a, data(Draw.f32(2, 3, 1)), constant(Draw.f32(3, 3, 2)));
        cases.of(new Concat(0), a);
        cases.of(2, new Split(0), data(Draw.f32(1, 5, 3)));
        cases.of(3, new Split(-1), a, sizes(1, 0, 3));
        cases.of(2, new Split(1), data(Draw.of(Element.I8, 1, 3, 4)));
    }

    private static void slices(CaseList cases) {
        Operand x = data(Draw.f32(1, 4, 7));
        cases.of(new Slice(), x, sizes(1), sizes(3), sizes(0), sizes(1));
        cases.of(new Slice(), x, sizes(-3), sizes(LAST), sizes(1), sizes(2));
        cases.of(new Slice(), x, sizes(-1), sizes(Long.MIN_VALUE), sizes(1), sizes(-1));
        cases.of(new Slice(), x, sizes(5), sizes(2), sizes(1), sizes(1));
        cases.of(new Slice(), x, sizes(0, 0), sizes(100, -1), sizes(0, 1), sizes(3, 1));
        cases.of(new Slice(), data(Draw.f32(1, 0, 3)), sizes(0), sizes(2), sizes(1), sizes(1));
    }

    private static void pads(CaseList cases) {
        Operand x = data(Draw.f32(1, 4, 7));
        for (Pad.Mode mode : Pad.Mode.values()) {
            cases.of(new Pad(mode), x, sizes(1, 2, 3, 0), scalar(Element.F32, 0.5));
            cases.of(new Pad(mode), x, sizes(2, 3), scalar(Element.F32, 0.5), sizes(-1));
        }
        cases.of(new Pad(Pad.Mode.CONSTANT), x, sizes(-1, 0, 2, -3), scalar(Element.F32, 9));
    }

    private static void images(CaseList cases) {
        for (boolean columnFirst : List.of(false, true)) {
            cases.of(new DepthToSpace(2, columnFirst), data(Draw.f32(1, 2, 8, 2, 3)));
        }
        cases.of(new SpaceToDepth(2), data(Draw.f32(1, 2, 2, 4, 6)));
        for (boolean upper : List.of(false, true)) {
            for (long k : new long[] {0, 1, -2, 9}) {
                cases.of(new Trilu(upper), data(Draw.f32(1, 2, 4, 5)), constant(Tensor.scalar(Element.I64, k)));
            }
        }
        cases.of(new ReverseSequence(1, 0), data(Draw.f32(1, 4, 3, 2)), sizes(1, 4, 2));
        cases.of(new ReverseSequence(0, 1), data(Draw.f32(1, 3, 4)), sizes(0, 4, 2));
    }
}
