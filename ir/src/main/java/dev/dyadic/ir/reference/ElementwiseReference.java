// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Floats in f64, rounded once; integers in 64 bits, wrapped once. */
final class ElementwiseReference {

    private ElementwiseReference() {}

    static List<Tensor> run(Elementwise op, List<Tensor> ins, int outs) {
        Tensor x = ins.getFirst();
        return List.of(
                switch (op) {
                    case Unary unary -> unary(unary, x);
                    case Test test -> test(test, x);
                    case Binary binary -> binary(binary, x, ins.get(1));
                    case Comparison comparison -> Comparing.compare(comparison, x, ins.get(1));
                    case Where _ -> Comparing.where(x, ins.get(1), ins.get(2));
                    case Cast(Element to, boolean saturate) -> Casts.cast(x, to, saturate);
                    case BitCast(Element to) -> Casts.bits(x, to);
                });
    }

    private static Tensor unary(Unary op, Tensor x) {
        if (!x.element().isFloat()) return map(integers(op, x.element()), x);
        DoubleUnaryOperator function = floats(op, x.element());
        if (!x.element().equals(Element.F32)) {
            double[] values = x.toDoubles();
            for (int i = 0; i < values.length; i++) values[i] = function.applyAsDouble(values[i]);
            return Tensor.ofDoubles(x.element(), x.sizes(), values);
        }
        float[] values = x.toFloats();
        for (int i = 0; i < values.length; i++) values[i] = (float) function.applyAsDouble(values[i]);
        return Tensor.of(x.sizes(), values);
    }

    private static Tensor map(LongUnaryOperator function, Tensor x) {
        long[] values = x.toLongs();
        for (int i = 0; i < values.length; i++) values[i] = function.applyAsLong(values[i]);
        return Tensor.ofLongs(x.element(), x.sizes(), values);
    }

    static DoubleUnaryOperator floats(Unary op, Element element) {
        return switch (op) {
            case Abs _ -> Math::abs;
            case Neg _ -> x -> -x;
            case Sign _ -> Math::signum;
            case Ceil _ -> Math::ceil;
            case Floor _ -> Math::floor;
            case Round _ -> Math::rint;
            case Sqrt _ -> Math::sqrt;
            case Reciprocal _ -> x -> 1 / x;
            case Exp _ -> StrictMath::exp;
            case Log _ -> StrictMath::log;
            case Sin _ -> StrictMath::sin;
            case Cos _ -> StrictMath::cos;
            case Tan _ -> StrictMath::tan;
            case Asin _ -> StrictMath::asin;
            case Acos _ -> StrictMath::acos;
            case Atan _ -> StrictMath::atan;
            case Sinh _ -> StrictMath::sinh;
            case Cosh _ -> StrictMath::cosh;
            case Tanh _ -> StrictMath::tanh;
            case Asinh _ -> Functions::asinh;
            case Acosh _ -> Functions::acosh;
            case Atanh _ -> Functions::atanh;
            case Erf _ -> ErrorFunction::erf;
            case Sigmoid _ -> Functions::sigmoid;
            case Softplus _ -> Functions::softplus;
            case Relu _ -> x -> Math.max(x, 0.0);
            case LeakyRelu(double slope) -> x -> x < 0 ? slope * x : x;
            case Gelu(boolean tanh) -> tanh ? Functions::geluTanh : Functions::gelu;
            case Silu _ -> x -> x * Functions.sigmoid(x);
            case Not _, BitwiseNot _ -> throw wrong(element);
        };
    }

    static LongUnaryOperator integers(Unary op, Element element) {
        boolean logical = element.equals(Element.BOOL);
        if (logical != op instanceof Not) throw wrong(element);
        return switch (op) {
            case Abs _ -> element.isSigned() ? Math::abs : x -> x;
            case Neg _ -> x -> -x;
            case Sign _ -> element.isSigned() ? Long::signum : x -> x == 0 ? 0 : 1;
            case Ceil _, Floor _, Round _ -> x -> x;
            case Relu _ -> element.isSigned() ? x -> Math.max(x, 0) : x -> x;
            case Not _ -> x -> x ^ 1;
            case BitwiseNot _ -> x -> ~x;
            case Sqrt _, Reciprocal _, Exp _, Log _, Sin _, Cos _, Tan _, Asin _, Acos _, Atan _ -> throw wrong(element);
            case Sinh _, Cosh _, Tanh _, Asinh _, Acosh _, Atanh _, Erf _ -> throw wrong(element);
            case Sigmoid _, Softplus _, LeakyRelu _, Gelu _, Silu _ -> throw wrong(element);
        };
    }

    private static Tensor test(Test op, Tensor x) {
        double[] values = x.toDoubles();
        long[] result = new long[values.length];
        for (int i = 0; i < result.length; i++) {
            boolean holds = switch (op) {
                case IsNan _ -> Double.isNaN(values[i]);
                case IsInf(boolean negative, boolean positive) ->
                    negative && values[i] == Double.NEGATIVE_INFINITY
                            || positive && values[i] == Double.POSITIVE_INFINITY;
            };
            result[i] = holds ? 1 : 0;
        }
        return Tensor.ofLongs(Element.BOOL, x.sizes(), result);
    }

    private static Tensor binary(Binary op, Tensor a, Tensor b) {
        if (op instanceof Pow) return power(a, b);
        Comparing.requireSame(a, b);
        return a.element().isFloat() ? applyFloats(floats(op, a.element()), a, b)
                : applyIntegers(integers(op, a.element()), a, b);
    }

    private static Tensor applyFloats(DoubleBinaryOperator function, Tensor a, Tensor b) {
        long[] sizes = Broadcast.shape(a.sizes(), b.sizes());
        if (a.element().equals(Element.F32) && b.element().equals(Element.F32)) {
            float[] left = Spread.floats(a, sizes);
            float[] right = Spread.floats(b, sizes);
            for (int i = 0; i < left.length; i++) left[i] = (float) function.applyAsDouble(left[i], right[i]);
            return Tensor.of(sizes, left);
        }
        double[] left = Spread.doubles(a, sizes);
        double[] right = Spread.doubles(b, sizes);
        for (int i = 0; i < left.length; i++) left[i] = function.applyAsDouble(left[i], right[i]);
        return Tensor.ofDoubles(a.element(), sizes, left);
    }

    private static Tensor applyIntegers(LongBinaryOperator function, Tensor a, Tensor b) {
        long[] sizes = Broadcast.shape(a.sizes(), b.sizes());
        long[] left = Spread.longs(a, sizes);
        long[] right = Spread.longs(b, sizes);
        for (int i = 0; i < left.length; i++) left[i] = function.applyAsLong(left[i], right[i]);
        return Tensor.ofLongs(a.element(), sizes, left);
    }

    /** Two integers give an integer power; else the power is taken in f64 and then cast to the element of the base. */
    private static Tensor power(Tensor a, Tensor b) {
        if (a.element().isFloat()) return applyFloats(StrictMath::pow, a, b);
        if (!b.element().isFloat()) return applyIntegers(Functions::power, a, b);
        long[] sizes = Broadcast.shape(a.sizes(), b.sizes());
        double[] base = Spread.doubles(a, sizes);
        double[] exponent = Spread.doubles(b, sizes);
        for (int i = 0; i < base.length; i++) base[i] = StrictMath.pow(base[i], exponent[i]);
        return Casts.cast(Tensor.ofDoubles(Element.F64, sizes, base), a.element(), true);
    }

    static DoubleBinaryOperator floats(Binary op, Element element) {
        return switch (op) {
            case Add _ -> Double::sum;
            case Sub _ -> (a, b) -> a - b;
            case Mul _ -> (a, b) -> a * b;
            case Div _ -> (a, b) -> a / b;
            case Mod _ -> Functions::floorMod;
            case Fmod _ -> (a, b) -> a % b;
            case Pow _ -> StrictMath::pow;
            case Min _ -> Math::min;
            case Max _ -> Math::max;
            case And _, Or _, Xor _, BitwiseAnd _, BitwiseOr _, BitwiseXor _, ShiftLeft _, ShiftRight _ -> throw wrong(element);
        };
    }

    static LongBinaryOperator integers(Binary op, Element element) {
        boolean wide = element.equals(Element.U64);
        boolean logical = element.equals(Element.BOOL);
        if (logical != (op instanceof And || op instanceof Or || op instanceof Xor)) throw wrong(element);
        return switch (op) {
            case Add _ -> Long::sum;
            case Sub _ -> (a, b) -> a - b;
            case Mul _ -> (a, b) -> a * b;
            case Div _ -> wide ? Long::divideUnsigned : (a, b) -> a / b;
            case Mod _ -> wide ? Long::remainderUnsigned : Math::floorMod;
            case Fmod _ -> wide ? Long::remainderUnsigned : (a, b) -> a % b;
            case Pow _ -> Functions::power;
            case Min _ -> wide ? (a, b) -> Long.compareUnsigned(a, b) < 0 ? a : b : Math::min;
            case Max _ -> wide ? (a, b) -> Long.compareUnsigned(a, b) > 0 ? a : b : Math::max;
            case And _, BitwiseAnd _ -> (a, b) -> a & b;
            case Or _, BitwiseOr _ -> (a, b) -> a | b;
            case Xor _, BitwiseXor _ -> (a, b) -> a ^ b;
            case ShiftLeft _ -> (a, b) -> b < 0 || b >= 64 ? 0 : a << b;
            case ShiftRight _ -> (a, b) -> b < 0 || b >= 64 ? 0 : a >>> b;
        };
    }

    private static DyadicException wrong(Element element) {
        return DyadicException.model("", "is not defined for " + element + ".");
    }
}
