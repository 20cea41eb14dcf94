// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.constant;
import static dev.dyadic.testkit.contract.Operand.data;
import static dev.dyadic.testkit.contract.Operand.scalar;
import static dev.dyadic.testkit.contract.Operand.sizes;

import dev.dyadic.ir.op.Indexing.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.OptionalInt;

/** Cases of {@link dev.dyadic.ir.op.Indexing}. */
final class IndexingCases {

    private IndexingCases() {}

    static void add(CaseList cases) {
        gathers(cases);
        scatters(cases);
        choices(cases);
        orders(cases);
    }

    private static Tensor positions(long size, long... sizes) {
        return Draw.integers(Element.I64, 7, -size, size - 1, sizes);
    }

    private static void gathers(CaseList cases) {
        for (Element element : List.of(Element.F32, Element.F16, Element.I8, Element.I64, Element.BOOL)) {
            Operand x = data(Draw.of(element, 1, 4, 5, 3));
            cases.of(new Gather(1), x, data(positions(5, 2, 3)));
            cases.of(new GatherElements(1), x, data(positions(5, 4, 2, 3)));
            cases.of(new GatherNd(0), x, data(positions(3, 6, 2)));
        }
        Operand x = data(Draw.f32(1, 4, 5));
        cases.of(new Gather(0), x, constant(positions(4, 3)));
        cases.of(new Gather(-1), x, data(Draw.integers(Element.I32, 1, 0, 4, 7)));
        cases.of(new Gather(0), x, scalar(Element.I64, 2));
        cases.of(new Gather(0), x, data(positions(4, 0)));
        cases.of(new Gather(0), constant(Draw.f32(1, 11, 5)), data(positions(11, 3, 7)));
        cases.of(new GatherElements(-2), x, data(positions(4, 2, 5)));
        cases.of(new GatherNd(1), x, data(positions(5, 4, 3, 1)));
        cases.of(new GatherNd(0), x, data(positions(4, 2, 3, 1)));
    }

    private static void scatters(CaseList cases) {
        Tensor indices = Tensor.of(new long[] {2, 3}, 0, 3, 1, -1, 1, 2);
        Tensor rows = Tensor.of(new long[] {3, 1}, 2, 0, -1);
        for (Combine combine : Combine.values()) {
            for (Element element : List.of(Element.F32, Element.I32, Element.I64)) {
                cases.of(new ScatterElements(0, combine), data(Draw.of(element, 1, 4, 3)), data(indices),
                        data(Draw.of(element, 2, 2, 3)));
                cases.of(new ScatterNd(combine), data(Draw.of(element, 1, 4, 3)), data(rows), data(Draw.of(element, 2, 3, 3)));
            }
        }
        cases.of(
                new ScatterElements(-1, Combine.REPLACE), data(Draw.f32(1, 2, 4)), data(indices), data(Draw.f32(2, 2, 3)));
    }

    private static void choices(CaseList cases) {
        Tensor keep = Draw.vector(Element.BOOL, 1, 0, 1, 1);
        cases.of(new Compress(OptionalInt.of(0)), data(Draw.f32(1, 4, 3)), data(keep));
        cases.of(new Compress(OptionalInt.of(-1)), data(Draw.of(Element.I8, 1, 3, 4)), constant(keep));
        cases.of(new Compress(OptionalInt.empty()), data(Draw.f32(1, 4, 3)), data(keep));
        cases.of(new NonZero(), data(Draw.integers(Element.I32, 1, 0, 1, 3, 5)));
        cases.of(new NonZero(), data(Draw.of(Element.BOOL, 1, 7)));
        cases.of(new NonZero(), data(Draw.vector(Element.F32, 0.0, 1, -0.0, Double.NaN)));
        for (int axis : List.of(-1, 0, 1)) {
            cases.of(new OneHot(axis), data(Draw.integers(Element.I64, 1, -5, 5, 2, 3)), scalar(Element.I64, 4),
                    constant(Draw.f32(1, 2)));
        }
        cases.of(new OneHot(-1), data(positions(3, 4)), scalar(Element.I64, 3), sizes(0, 1));
    }

    private static void orders(CaseList cases) {
        Tensor few = Draw.integers(Element.I32, 1, 0, 3, 3, 4);
        for (boolean sorted : List.of(true, false)) {
            cases.of(4, new Unique(OptionalInt.empty(), sorted), data(few));
            cases.of(4, new Unique(OptionalInt.of(0), sorted), data(Draw.integers(Element.I64, 1, 0, 1, 5, 2)));
        }
        cases.of(new Unique(OptionalInt.empty(), true), data(Draw.vector(Element.F32, 2, 1, 2, -1)));
        for (boolean largest : List.of(true, false)) {
            cases.of(2, new TopK(-1, largest, true), data(Draw.f32(1, 3, 7)), sizes(3));
            cases.of(2, new TopK(0, largest, true), data(few), sizes(2));
        }
        cases.of(2, new TopK(-1, true, true), data(Draw.of(Element.I8, 1, 2, 5)), sizes(5));
        Tensor boxes = Draw.floats(Element.F32, 1, 0, 1, 1, 6, 4);
        Tensor scores = Draw.floats(Element.F32, 2, 0, 1, 1, 2, 6);
        for (boolean centered : List.of(true, false)) {
            cases.of(
                    new NonMaxSuppression(centered), data(boxes), data(scores), scalar(Element.I64, 3), scalar(Element.F32, 0.3),
                    scalar(Element.F32, 0.2));
        }
    }
}
