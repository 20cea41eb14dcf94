// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.Elementwise}. */
final class ElementwiseCases {

    private static final List<Unary> OF_FLOATS = List.of(
            new Abs(), new Neg(), new Sign(), new Ceil(), new Floor(), new Round(), new Sqrt(), new Reciprocal(), new Exp(),
            new Log(),
            new Sin(), new Cos(), new Tan(), new Asin(), new Acos(), new Atan(), new Sinh(), new Cosh(), new Tanh(), new Asinh(),
            new Acosh(), new Atanh(), new Erf(), new Sigmoid(), new Softplus(), new Relu(), new LeakyRelu(0.1), new LeakyRelu(-2),
            new Gelu(false), new Gelu(true), new Silu());
    private static final List<Unary> OF_INTEGERS = List.of(new Abs(), new Neg(), new Sign(), new Relu(), new BitwiseNot());
    private static final List<Binary> ARITHMETIC = List.of(new Add(), new Sub(), new Mul(), new Min(), new Max());
    private static final List<Binary> DIVISIONS = List.of(new Div(), new Mod(), new Fmod());
    private static final List<Binary> LOGIC = List.of(new And(), new Or(), new Xor());
    private static final List<Binary> BITS = List.of(new BitwiseAnd(), new BitwiseOr(), new BitwiseXor());
    private static final List<Comparison> COMPARISONS = List.of(new Equal(), new Less(), new LessEqual(), new Greater(),
            new GreaterEqual());
    private static final List<Element> FLOATS = List.of(Element.F64, Element.F32, Element.F16, Element.BF16);
    private static final List<Element> INTEGERS = List.of(Element.I8, Element.U8, Element.I16, Element.U16, Element.I32,
            Element.U32, Element.I64, Element.U64);

    private ElementwiseCases() {}

    static void add(CaseList cases) {
        unary(cases);
        tests(cases);
        for (Binary op : ARITHMETIC) {
            for (Element element : FLOATS) cases.of(op, Draw.of(element, 1, 3, 5), Draw.of(element, 2, 3, 5));
            for (Element element : INTEGERS) cases.of(op, Draw.of(element, 1, 37), Draw.of(element, 2, 37));
            shapes(cases, op, Element.F32);
            shapes(cases, op, Element.I32);
        }
        divisions(cases);
        powers(cases);
        for (Binary op : LOGIC) shapes(cases, op, Element.BOOL);
        for (Binary op : BITS) {
            for (Element element : INTEGERS) cases.of(op, Draw.of(element, 1, 3, 5), Draw.of(element, 2, 5));
        }
        for (Binary op : List.of(new ShiftLeft(), new ShiftRight())) {
            for (Element element : List.of(Element.U8, Element.U16, Element.U32, Element.U64)) {
                cases.of(op, Draw.of(element, 1, 3, 5), Draw.integers(element, 2, 0, element.bits() - 1, 3, 5));
            }
        }
        comparisons(cases);
        casts(cases);
    }

    private static void unary(CaseList cases) {
        for (Unary op : OF_FLOATS) {
            for (Element element : FLOATS) cases.of(op, Draw.of(element, 1, 3, 5));
            cases.of(op, Draw.f32(2, 0, 3));
            cases.of(op, Draw.f32(3));
            cases.of(op, Draw.f32(4, 67));
            cases.of(op, special());
        }
        for (Unary op : OF_INTEGERS) {
            for (Element element : INTEGERS) {
                if (op instanceof Neg && !element.isSigned()) continue;
                cases.of(op, Draw.of(element, 1, 3, 5));
            }
            cases.of(op, Draw.vector(Element.I8, -128, -127, -1, 0, 127));
        }
        cases.of(new Not(), Draw.of(Element.BOOL, 1, 3, 5));
        cases.of(new Not(), Draw.of(Element.BOOL, 1, 0));
    }

    /** Numbers that are none, the ends of the line, both zeros, and the smallest. */
    private static Tensor special() {
        return Draw.vector(
                Element.F32, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, Float.MIN_VALUE,
                -Float.MIN_VALUE, 0.5, -0.5, 1, -1, 1.5, 2.5, 90, -90);
    }

    private static void tests(CaseList cases) {
        for (Element element : List.of(Element.F32, Element.F16)) {
            Tensor mixed = Draw.vector(element, 1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0);
            cases.of(new IsNan(), mixed);
            cases.of(new IsInf(true, true), mixed);
            cases.of(new IsInf(true, false), mixed);
            cases.of(new IsInf(false, true), mixed);
        }
        cases.of(new IsNan(), Draw.f32(1, 0));
    }

    /** Every way in which two shapes meet. */
    private static void shapes(CaseList cases, Binary op, Element element) {
        long[][][] pairs = {
            {{2, 3}, {3}}, {{3}, {2, 3}}, {{2, 1, 3}, {4, 1}}, {{}, {2, 3}}, {{2, 3}, {1}}, {{0, 3}, {3}}, {{2, 3, 5}, {3, 1}},
            {{}, {}},
            {{67}, {67}}, {{5, 1}, {1, 7}}
        };
        for (long[][] pair : pairs) cases.of(op, Draw.of(element, 1, pair[0]), Draw.of(element, 2, pair[1]));
        cases.of(op, Operand.data(Draw.of(element, 1, 4, 9)), Operand.constant(Draw.of(element, 2, 9)));
    }

    private static void divisions(CaseList cases) {
        for (Binary op : DIVISIONS) {
            for (Element element : FLOATS) cases.of(op, Draw.of(element, 1, 3, 5), Draw.floats(element, 2, 0.5, 3, 3, 5));
            for (Element element : INTEGERS) {
                cases.of(op, Draw.of(element, 1, 37), Draw.integers(element, 2, 1, 9, 37));
                if (element.isSigned()) cases.of(op, Draw.of(element, 1, 5, 7), Draw.integers(element, 2, -7, -1, 7));
            }
        }
        cases.of(new Div(), Draw.vector(Element.F32, 1, -1, 0), Draw.vector(Element.F32, 0.0, 0.0, 0.0));
    }

    private static void powers(CaseList cases) {
        for (Element element : FLOATS) {
            cases.of(new Pow(), Draw.floats(element, 1, 0.1, 3, 3, 5), Draw.of(element, 2, 5));
        }
        cases.of(new Pow(), Draw.f32(1, 3, 5), Operand.scalar(Element.F32, 2).tensor());
        cases.of(new Pow(), Draw.f32(1, 3, 5), Operand.scalar(Element.I64, 3).tensor());
        cases.of(new Pow(), Draw.integers(Element.I32, 1, -5, 5, 7), Draw.integers(Element.I32, 2, 0, 4, 7));
    }

    private static void comparisons(CaseList cases) {
        for (Comparison op : COMPARISONS) {
            for (Element element : List.of(Element.F32, Element.F16, Element.I8, Element.U8, Element.I32, Element.I64,
                    Element.U64)) {
                cases.of(op, Draw.of(element, 1, 3, 5), Draw.of(element, 2, 5));
            }
            cases.of(op, Draw.integers(Element.I32, 1, 0, 2, 37), Draw.integers(Element.I32, 2, 0, 2, 37));
            cases.of(op, Draw.vector(Element.F32, Double.NaN, 1, 0.0), Draw.vector(Element.F32, Double.NaN, 1, -0.0));
            cases.of(op, Draw.f32(1, 0, 3), Draw.f32(1, 3));
        }
        cases.of(new Equal(), Draw.of(Element.BOOL, 1, 9), Draw.of(Element.BOOL, 2, 9));
        for (Element element : List.of(Element.F32, Element.F16, Element.I8, Element.I32, Element.I64, Element.BOOL)) {
            cases.of(new Where(), Draw.of(Element.BOOL, 1, 3, 5), Draw.of(element, 2, 3, 5), Draw.of(element, 3, 5));
        }
        cases.of(new Where(), Draw.of(Element.BOOL, 1, 3, 1), Draw.f32(2, 1, 5), Draw.f32(3));
        cases.of(new Where(), Draw.of(Element.BOOL, 1, 0), Draw.f32(2, 0), Draw.f32(3));
    }

    private static void casts(CaseList cases) {
        List<Element> elements = List.of(
                Element.F64, Element.F32, Element.F16, Element.BF16, Element.I4, Element.U4, Element.I8, Element.U8, Element.I16,
                Element.U16, Element.I32, Element.U32, Element.I64, Element.U64, Element.BOOL);
        for (Element from : elements) {
            for (Element to : elements) cases.of(new Cast(to, true), Draw.of(from, 1, 3, 5));
        }
        for (Element to : List.of(Element.F8E4M3FN, Element.F8E5M2, Element.F8E4M3FNUZ, Element.F8E5M2FNUZ, Element.F4E2M1)) {
            cases.of(new Cast(to, true), Draw.floats(Element.F32, 1, -600, 600, 3, 5));
            cases.of(new Cast(Element.F32, true), Draw.of(to, 1, 3, 5));
        }
        cases.of(new Cast(Element.F8E4M3FN, false), Draw.floats(Element.F32, 1, -600, 600, 3, 5));
        cases.of(new Cast(Element.I32, true), Draw.f32(1, 0));
        cases.of(new BitCast(Element.I32), Draw.f32(1, 3, 5));
        cases.of(new BitCast(Element.F32), Draw.of(Element.I32, 1, 3, 5));
        cases.of(new BitCast(Element.U8), Draw.of(Element.I8, 1, 3, 5));
        cases.of(new BitCast(Element.F16), Draw.integers(Element.I16, 1, 0, 1000, 7));
    }
}
