// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.constant;
import static dev.dyadic.testkit.contract.Operand.data;
import static dev.dyadic.testkit.contract.Operand.scalar;

import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.*;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.Contraction}. */
final class ContractionCases {

    private ContractionCases() {}

    static void add(CaseList cases) {
        products(cases);
        integerProducts(cases);
        for (Geometry each : Geometry.all()) {
            cases.of(each.conv(), data(Draw.f32(1, each.x())), constant(Draw.f32(2, each.w())));
            cases.of(each.conv(), data(Draw.f32(1, each.x())), constant(Draw.f32(2, each.w())),
                    constant(Draw.f32(3, each.w()[0])));
            integers(cases, each, Element.U8, Element.I8);
            integers(cases, each, Element.I8, Element.I8);
        }
        Geometry plain = Geometry.all().getFirst();
        cases.of(plain.conv(), data(Draw.f32(1, plain.x())), data(Draw.f32(2, plain.w())));
        cases.of(plain.conv(), data(Draw.of(Element.F16, 1, plain.x())), constant(Draw.of(Element.F16, 2, plain.w())));
        transposed(cases);
        others(cases);
    }

    private static void products(CaseList cases) {
        long[][][] shapes = {
            {{3, 4}, {4, 5}}, {{4}, {4, 5}}, {{3, 4}, {4}}, {{4}, {4}}, {{2, 3, 4}, {4, 5}}, {{2, 3, 4}, {2, 4, 5}},
            {{2, 1, 3, 4}, {5, 4, 2}}, {{0, 4}, {4, 5}}, {{3, 0}, {0, 5}}, {{3, 4}, {4, 0}}, {{1, 1}, {1, 1}},
            {{17, 33}, {33, 19}}
        };
        for (long[][] shape : shapes) {
            cases.of(new Matmul(), data(Draw.f32(1, shape[0])), data(Draw.f32(2, shape[1])));
            cases.of(new Matmul(), data(Draw.f32(1, shape[0])), constant(Draw.f32(2, shape[1])));
        }
        for (Element element : List.of(Element.F64, Element.F16, Element.I32, Element.I64, Element.U32)) {
            cases.of(new Matmul(), data(Draw.of(element, 1, 3, 4)), data(Draw.of(element, 2, 4, 5)));
        }
    }

    private static void integerProducts(CaseList cases) {
        for (Element a : List.of(Element.U8, Element.I8)) {
            for (Element b : List.of(Element.U8, Element.I8)) {
                for (Fill fill : Fill.values()) {
                    cases.of(
                            new MatmulInteger(), data(fill.tensor(a, 1, 3, 37)), constant(fill.tensor(b, 2, 37, 5)), scalar(a, 3),
                            scalar(b, 0));
                    cases.of(
                            new MatmulInteger(), data(fill.tensor(a, 1, 2, 3, 7)), data(fill.tensor(b, 2, 7, 5)), scalar(a, 100),
                            scalar(b, 7));
                }
            }
        }
        cases.of(
                new MatmulInteger(), data(Draw.of(Element.U8, 1, 3, 4)), constant(Draw.of(Element.I8, 2, 4, 5)),
                constant(Draw.of(Element.U8, 3, 3)), constant(Draw.of(Element.I8, 4, 5)));
        cases.of(
                new MatmulInteger(), data(Draw.of(Element.U8, 1, 2, 3, 4)), data(Draw.of(Element.U8, 2, 2, 4, 5)),
                scalar(Element.U8, 128),
                scalar(Element.U8, 128));
        cases.of(
                new MatmulInteger(), data(Draw.of(Element.U8, 1, 0, 4)), constant(Draw.of(Element.I8, 2, 4, 5)),
                scalar(Element.U8, 0),
                scalar(Element.I8, 0));
    }

    private static void integers(CaseList cases, Geometry each, Element codes, Element weights) {
        cases.of(
                each.convInteger(), data(Draw.of(codes, 1, each.x())), constant(Draw.of(weights, 2, each.w())), scalar(codes, 5),
                scalar(weights, 0));
        cases.of(
                each.convInteger(), data(Draw.of(codes, 1, each.x())), constant(Draw.of(weights, 2, each.w())), scalar(codes, 0),
                constant(Draw.integers(weights, 3, -3, 3, each.w()[0])));
    }

    private static void transposed(CaseList cases) {
        Operand x = data(Draw.f32(1, 2, 4, 3, 5));
        Operand w = constant(Draw.f32(2, 4, 3, 2, 3));
        cases.of(plain(List.of(), List.of(), List.of(), 1), x, w);
        cases.of(plain(List.of(2L, 3L), List.of(0L, 1L, 1L, 0L), List.of(), 1), x, w, constant(Draw.f32(3, 3)));
        cases.of(plain(List.of(), List.of(), List.of(2L, 1L), 1), x, w);
        cases.of(plain(List.of(2L, 2L), List.of(), List.of(), 2), x, w, constant(Draw.f32(3, 6)));
        cases.of(
                new ConvTranspose(List.of(2L, 2L), List.of(), List.of(), 1, AutoPad.EXPLICIT, List.of(1L, 0L), List.of()), x, w);
        cases.of(
                new ConvTranspose(List.of(2L, 2L), List.of(), List.of(), 1, AutoPad.SAME_UPPER, List.of(), List.of()), x, w);
        cases.of(
                new ConvTranspose(List.of(3L, 2L), List.of(), List.of(), 1, AutoPad.EXPLICIT, List.of(), List.of(8L, 10L)), x, w);
        cases.of(plain(List.of(2L), List.of(), List.of(), 1), data(Draw.f32(1, 1, 2, 4)), constant(Draw.f32(2, 2, 1, 3)));
    }

    private static ConvTranspose plain(List<Long> strides, List<Long> pads, List<Long> dilations, long group) {
        return new ConvTranspose(strides, pads, dilations, group, AutoPad.EXPLICIT, List.of(), List.of());
    }

    private static void others(CaseList cases) {
        cases.of(
                new DeformConv(List.of(), List.of(0L, 0L, 0L, 0L), List.of(), 1, 1), data(Draw.f32(1, 1, 2, 4, 4)),
                constant(Draw.f32(2, 3, 2, 2, 2)), data(Draw.floats(Element.F32, 3, -1, 1, 1, 8, 3, 3)), constant(Draw.f32(4, 3)),
                data(Draw.floats(Element.F32, 5, 0, 1, 1, 4, 3, 3)));
        for (String equation : List.of("ij,jk->ik", "bij,bjk->bik", "ij->ji", "ii->i", "ij->", "i,j->ij", "...ij,...jk->...ik")) {
            Operand[] operands = equation.contains(",") ? new Operand[2] : new Operand[1];
            long[] shape = equation.startsWith("b") || equation.startsWith(".") ? new long[] {2, 3, 3} : new long[] {3, 3};
            if (equation.startsWith("i,")) shape = new long[] {3};
            for (int i = 0; i < operands.length; i++) operands[i] = data(Draw.f32(i, shape));
            cases.of(new Einsum(equation), operands);
        }
        cases.of(new Det(), data(Draw.f32(1, 3, 3)));
        cases.of(new Det(), data(Draw.f32(1, 2, 4, 4)));
    }
}
