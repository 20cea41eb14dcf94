// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.constant;
import static dev.dyadic.testkit.contract.Operand.data;
import static dev.dyadic.testkit.contract.Operand.scalar;

import dev.dyadic.ir.op.IntegerOp.*;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.IntegerOp}, on all fills of their operands. */
final class IntegerCases {

    private static final List<Element> CODES = List.of(Element.I8, Element.U8, Element.I4, Element.U4);

    private IntegerCases() {}

    static void add(CaseList cases) {
        for (Fill fill : Fill.values()) {
            for (Element element : List.of(Element.I8, Element.U8, Element.I32)) {
                cases.of(new Clamp(0, 100), data(fill.tensor(element, 1, 3, 5)));
            }
            cases.of(new Clamp(-100, 7), data(fill.tensor(Element.I32, 1, 67)));
            for (Rounding rounding : Rounding.values()) {
                rescalings(cases, fill, rounding);
                sums(cases, fill, rounding);
            }
            tables(cases, fill);
            softmaxes(cases, fill);
            groups(cases, fill);
        }
        cases.of(new Clamp(0, 1), data(Draw.of(Element.I8, 1, 0, 3)));
        cases.of(new Clamp(-5, 5), data(Draw.of(Element.I64, 1, 7)));
    }

    private static void rescalings(CaseList cases, Fill fill, Rounding rounding) {
        Operand x = data(fill.tensor(Element.I32, 1, 2, 3, 5));
        for (int[] scale : new int[][] {{1 << 30, 31}, {1, 1}, {Integer.MAX_VALUE, 62}, {Integer.MAX_VALUE, 1},
            {1374389504, 40}}) {
            cases.of(
                    new Requant(Element.I8, 0, rounding, 3, -128, 127), x, scalar(Element.I32, scale[0]),
                    scalar(Element.I32, scale[1]));
            cases.of(
                    new Requant(Element.U8, 0, rounding, 128, 0, 255), x, scalar(Element.I32, scale[0]),
                    scalar(Element.I32, scale[1]));
        }
        for (int axis : List.of(0, 1, 2, -1)) {
            int channels = new int[] {2, 3, 5}[Math.floorMod(axis, 3)];
            cases.of(new Requant(Element.I8, axis, rounding, -7, -100, 100), x, multipliers(channels), shifts(channels));
        }
        cases.of(new Requant(Element.I32, 2, rounding, 0, -1L << 31, (1L << 31) - 1), x, multipliers(5), shifts(5));
        cases.of(new Requant(Element.I16, 1, rounding, 0, -32768, 32767), x, multipliers(3), shifts(3));
        cases.of(new Requant(Element.I8, 1, rounding, 0, -128, 127), data(fill.tensor(Element.I32, 1, 0, 3)), multipliers(3),
                shifts(3));
    }

    /** Of every size, the largest and the smallest among them. */
    static Operand multipliers(int channels) {
        double[] values = new double[channels];
        for (int i = 0; i < channels; i++) values[i] = i % 3 == 0 ? 1 << 30 : i % 3 == 1 ? Integer.MAX_VALUE : 1 + 1234567L * i;
        return constant(Draw.vector(Element.I32, values));
    }

    static Operand shifts(int channels) {
        double[] values = new double[channels];
        for (int i = 0; i < channels; i++) values[i] = i % 5 == 4 ? 62 : 31 + i % 5 * 3;
        return constant(Draw.vector(Element.I32, values));
    }

    private static void sums(CaseList cases, Fill fill, Rounding rounding) {
        for (Element a : List.of(Element.I8, Element.U8)) {
            for (Element b : List.of(Element.I8, Element.U8)) {
                var op = new RequantAdd(Element.I8, 3, 1 << 29, -5, 3 << 28, 30, rounding, 4, -128, 127);
                cases.of(op, data(fill.tensor(a, 1, 3, 5)), data(fill.tensor(b, 2, 3, 5)));
            }
        }
        var halves = new RequantAdd(Element.U8, 0, 1, 0, 1, 1, rounding, 7, 0, 255);
        cases.of(halves, data(fill.tensor(Element.I8, 1, 2, 1, 3)), data(fill.tensor(Element.I8, 2, 5, 1)));
        cases.of(halves, data(fill.tensor(Element.I8, 1, 67)), constant(fill.tensor(Element.I8, 2)));
        cases.of(halves, data(fill.tensor(Element.I8, 1, 0, 3)), data(fill.tensor(Element.I8, 2, 3)));
        var difference = new RequantAdd(Element.I8, 0, 1 << 20, 0, -(1 << 20), 21, rounding, 0, -128, 127);
        cases.of(difference, data(fill.tensor(Element.I8, 1, 7, 11)), data(fill.tensor(Element.I8, 2, 7, 11)));
    }

    private static void tables(CaseList cases, Fill fill) {
        for (Element codes : CODES) {
            Operand x = data(fill.tensor(codes, 1, 3, 5));
            int entries = 1 << codes.bits();
            cases.of(new Table(), x, constant(Draw.of(Element.I8, 1, entries)));
            cases.of(new Table(), x, constant(Draw.of(Element.U8, 1, entries)));
            cases.of(new Table(), x, constant(Draw.of(Element.I32, 1, entries)));
            cases.of(new Table(), x, constant(Draw.f32(1, entries)));
        }
        cases.of(new Table(), data(fill.tensor(Element.I16, 1, 67)), constant(Draw.of(Element.I8, 1, 1 << 16)));
        cases.of(new Table(), data(fill.tensor(Element.I8, 1, 0)), constant(Draw.of(Element.I8, 1, 256)));
    }

    private static void softmaxes(CaseList cases, Fill fill) {
        for (Element codes : List.of(Element.I8, Element.U8)) {
            for (int axis : List.of(0, 1, -1)) {
                Operand x = data(fill.tensor(codes, 1, 2, 3, 5));
                cases.of(new CodeSoftmax(axis, Element.I8, 255, -128), x, constant(exponentials(0.9)));
                cases.of(new CodeSoftmax(axis, Element.U8, 256, 0), x, constant(exponentials(0.99)));
            }
        }
        cases.of(new CodeSoftmax(-1, Element.U8, 255, 0), data(fill.tensor(Element.I8, 1, 3, 67)), constant(exponentials(0.95)));
        cases.of(new CodeSoftmax(-1, Element.U8, 255, 0), data(fill.tensor(Element.I8, 1, 3, 1)), constant(exponentials(0.5)));
        cases.of(new CodeSoftmax(-1, Element.U8, 255, 0), data(fill.tensor(Element.I8, 1, 0, 4)), constant(exponentials(0.5)));
    }

    /** Products of codes of 4 bits and multiples of up to 15 fit 8 bits. */
    private static void groups(CaseList cases, Fill fill) {
        Operand codes = constant(fill.tensor(Element.I4, 1, 7, 5));
        cases.of(new ScaleGroups(0, 3), codes, constant(Draw.integers(Element.I8, 2, -15, 15, 3, 5)));
        cases.of(new ScaleGroups(-1, 2), codes, constant(Draw.integers(Element.I8, 2, -15, 15, 7, 3)));
        cases.of(new ScaleGroups(0, 32), codes, constant(Draw.integers(Element.I8, 2, -15, 15, 1, 5)));
    }

    /** Powers of a number below 1, times 2^24. */
    static Tensor exponentials(double base) {
        double[] values = new double[256];
        for (int i = 0; i < values.length; i++) values[i] = Math.round((1 << 24) * StrictMath.pow(base, i));
        return Draw.vector(Element.U32, values);
    }
}
