// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.IntegerOp.Clamp;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.IntegerOp.RequantAdd;
import dev.dyadic.ir.op.IntegerOp.Table;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/**
 * One element of an op as a Java expression: f32, f16 and bf16 as float, f64 as double, integers and bools as long. The arithmetic is the
 * reference's, rounding and wrapping included; ops and elements it has no expression for are refused.
 */
final class ScalarCode {

    private ScalarCode() {}

    /** The Java type of an element's local variables; empty where elements are not computed with here. */
    static Optional<String> type(Element element) {
        if (element.equals(Element.F32) || element.isHalf()) return Optional.of("float");
        if (element.equals(Element.F64)) return Optional.of("double");
        if (element.equals(Element.BOOL)) return Optional.of("long");
        boolean whole = element.isInteger() && element.bits() % 8 == 0 && !element.equals(Element.U64);
        return whole && Integer.bitCount(element.bits()) == 1 ? Optional.of("long") : Optional.empty();
    }

    /** An element read from its array, as a local variable holds it. */
    static String load(Element element, String access) {
        if (element.isHalf()) return (element.equals(Element.F16) ? "Float.float16ToFloat(" : "Halves.ofBf16(") + access + ")";
        if (element.isFloat() || element.isSigned() || element.bits() == 64) return access;
        return switch (element.bytes()) {
            case 1 -> "(" + access + " & 0xff)";
            case 2 -> "(" + access + " & 0xffff)";
            default -> "(" + access + " & 0xffffffffL)";
        };
    }

    /** A local variable as its array holds it. */
    static String store(Element element, String variable) {
        if (element.isHalf()) return (element.equals(Element.F16) ? "Float.floatToFloat16(" : "Halves.toBf16(") + variable + ")";
        return element.isFloat() || element.bits() == 64 ? variable
                : "(" + Storage.of(element).orElseThrow().java() + ") " + variable;
    }

    /**
     * The expression of an op, if it has one here.
     *
     * @param ins the elements of the operands
     * @param operands Java variables that hold an element of each operand; of a table, the array
     */
    static Optional<String> of(Op op, List<Element> ins, Element out, List<String> operands) {
        String a = operands.getFirst();
        Element in = ins.getFirst();
        boolean halves = out.isHalf() || ins.stream().anyMatch(Element::isHalf);
        if (halves && !(op instanceof Cast(Element to, _) && isRoundedOnce(in, to))) return Optional.empty();
        return switch (op) {
            case Unary unary -> out.isFloat() ? floats(unary, out, a) : integers(unary, out, a);
            case Test test -> Optional.of(test(test, in, a));
            case Binary binary -> out.isFloat()
                    ? floats(binary, ins, out, a, operands.get(1))
                    : integers(binary, ins, out, a, operands.get(1));
            case Comparison comparison -> Optional.of("(" + a + compare(comparison) + operands.get(1) + " ? 1L : 0L)");
            case Where _ -> Optional.of("(" + a + " != 0 ? " + operands.get(1) + " : " + operands.get(2) + ")");
            case Cast(Element to, _) -> Optional.of(cast(in, to, a));
            case Elementwise.BitCast _ -> Optional.empty();
            case IntegerOp integer -> integers(integer, ins, operands);
            case Quantize quantize -> quantize(quantize, ins, operands);
            case Dequantize(Element to, _, long block) -> dequantize(to, block, ins, operands);
            default -> Optional.empty();
        };
    }

    private static Optional<String> floats(Unary op, Element out, String a) {
        String narrow = out.equals(Element.F32) ? "(float) " : "";
        return switch (op) {
            case Abs _ -> Optional.of("Math.abs(" + a + ")");
            case Neg _ -> Optional.of("-" + a);
            case Sign _ -> Optional.of("Math.signum(" + a + ")");
            case Ceil _ -> Optional.of(narrow + "Math.ceil(" + a + ")");
            case Floor _ -> Optional.of(narrow + "Math.floor(" + a + ")");
            case Round _ -> Optional.of(narrow + "Math.rint(" + a + ")");
            case Sqrt _ -> Optional.of(narrow + "Math.sqrt(" + a + ")");
            case Reciprocal _ -> Optional.of("1 / " + a);
            case Relu _ -> Optional.of("Math.max(" + a + ", 0)");
            case LeakyRelu(double slope) ->
                Optional.of("(" + a + " < 0 ? " + narrow + "(" + slope + " * " + a + ") : " + a + ")");
            case Exp _ -> Optional.of(narrow + "StrictMath.exp(" + a + ")");
            case Log _ -> Optional.of(narrow + "StrictMath.log(" + a + ")");
            case Sin _ -> Optional.of(narrow + "StrictMath.sin(" + a + ")");
            case Cos _ -> Optional.of(narrow + "StrictMath.cos(" + a + ")");
            case Tan _ -> Optional.of(narrow + "StrictMath.tan(" + a + ")");
            case Asin _ -> Optional.of(narrow + "StrictMath.asin(" + a + ")");
            case Acos _ -> Optional.of(narrow + "StrictMath.acos(" + a + ")");
            case Atan _ -> Optional.of(narrow + "StrictMath.atan(" + a + ")");
            case Sinh _ -> Optional.of(narrow + "StrictMath.sinh(" + a + ")");
            case Cosh _ -> Optional.of(narrow + "StrictMath.cosh(" + a + ")");
            case Tanh _ -> Optional.of(narrow + "StrictMath.tanh(" + a + ")");
            case Asinh _, Acosh _, Atanh _, Erf _, Sigmoid _, Softplus _, Gelu _, Silu _, Not _, BitwiseNot _ -> Optional.empty();
        };
    }

    private static Optional<String> integers(Unary op, Element out, String a) {
        if (out.equals(Element.BOOL)) return op instanceof Not ? Optional.of("(" + a + " ^ 1)") : Optional.empty();
        return switch (op) {
            case Abs _ -> Optional.of(wrap(out, "Math.abs(" + a + ")"));
            case Neg _ -> Optional.of(wrap(out, "-" + a));
            case Sign _ -> Optional.of("Long.signum(" + a + ")");
            case Ceil _, Floor _, Round _ -> Optional.of(a);
            case Relu _ -> Optional.of("Math.max(" + a + ", 0L)");
            case BitwiseNot _ -> Optional.of(wrap(out, "~" + a));
            default -> Optional.empty();
        };
    }

    private static String test(Test op, Element in, String a) {
        String type = in.equals(Element.F32) ? "Float" : "Double";
        return switch (op) {
            case IsNan _ -> "(" + type + ".isNaN(" + a + ") ? 1L : 0L)";
            case IsInf(boolean negative, boolean positive) ->
                "(" + negative + " && " + a + " == " + type + ".NEGATIVE_INFINITY || "
                        + positive + " && " + a + " == " + type + ".POSITIVE_INFINITY ? 1L : 0L)";
        };
    }

    private static Optional<String> floats(Binary op, List<Element> ins, Element out, String a, String b) {
        if (op instanceof Pow)
            return Optional.of((out.equals(Element.F32) ? "(float) " : "") + "StrictMath.pow(" + a + ", " + b + ")");
        if (!ins.get(1).equals(out)) return Optional.empty();
        return switch (op) {
            case Add _ -> Optional.of(a + " + " + b);
            case Sub _ -> Optional.of(a + " - " + b);
            case Mul _ -> Optional.of(a + " * " + b);
            case Div _ -> Optional.of(a + " / " + b);
            case Fmod _ -> Optional.of(a + " % " + b);
            case Min _ -> Optional.of("Math.min(" + a + ", " + b + ")");
            case Max _ -> Optional.of("Math.max(" + a + ", " + b + ")");
            default -> Optional.empty();
        };
    }

    private static Optional<String> integers(Binary op, List<Element> ins, Element out, String a, String b) {
        if (!ins.get(1).equals(out)) return Optional.empty();
        boolean logical = op instanceof And || op instanceof Or || op instanceof Xor;
        if (logical != out.equals(Element.BOOL)) return Optional.empty();
        return switch (op) {
            case Add _ -> Optional.of(wrap(out, a + " + " + b));
            case Sub _ -> Optional.of(wrap(out, a + " - " + b));
            case Mul _ -> Optional.of(wrap(out, a + " * " + b));
            case Div _ -> Optional.of(wrap(out, a + " / " + b));
            case Mod _ -> Optional.of(wrap(out, "Math.floorMod(" + a + ", " + b + ")"));
            case Fmod _ -> Optional.of(wrap(out, a + " % " + b));
            case Min _ -> Optional.of("Math.min(" + a + ", " + b + ")");
            case Max _ -> Optional.of("Math.max(" + a + ", " + b + ")");
            case And _, BitwiseAnd _ -> Optional.of(a + " & " + b);
            case Or _, BitwiseOr _ -> Optional.of(a + " | " + b);
            case Xor _, BitwiseXor _ -> Optional.of(a + " ^ " + b);
            case Pow _, ShiftLeft _, ShiftRight _ -> Optional.empty();
        };
    }

    private static String compare(Comparison op) {
        return switch (op) {
            case Equal _ -> " == ";
            case Less _ -> " < ";
            case LessEqual _ -> " <= ";
            case Greater _ -> " > ";
            case GreaterEqual _ -> " >= ";
        };
    }

    /** Whether a number is rounded but once if it becomes a float on the way to a half. */
    private static boolean isRoundedOnce(Element from, Element to) {
        if (from.equals(Element.F64)) return !to.isHalf();
        // integers that f32 does not hold are infinite in f16
        return !to.equals(Element.BF16) || from.isFloat() || from.bits() <= 16;
    }

    private static String cast(Element from, Element to, String a) {
        if (from.equals(to)) return a;
        if (to.isHalf()) return "Halves." + to + "((float) " + a + ")";
        if (to.equals(Element.BOOL)) return "(" + a + " != 0 ? 1L : 0L)";
        if (to.equals(Element.F64)) return "(double) " + a;
        if (to.equals(Element.F32)) return "(float) " + a;
        return wrap(to, from.isFloat() ? "Numbers.truncate(" + a + ")" : a);
    }

    private static Optional<String> integers(IntegerOp op, List<Element> ins, List<String> operands) {
        String a = operands.getFirst();
        return switch (op) {
            case Clamp(long lo, long hi) -> Optional.of("Math.min(Math.max(" + a + ", " + lo + "L), " + hi + "L)");
            case Requant requant -> Optional.of(clamped(
                    shifted(a + " * " + operands.get(1), "(int) " + operands.get(2), requant.rounding()),
                    requant.zero(), requant.lo(), requant.hi()));
            case RequantAdd add -> Optional.of(clamped(
                    shifted("(" + less(a, add.aZero()) + ") * " + add.aMultiplier() + "L + (" + less(operands.get(1), add.bZero())
                            + ") * "
                            + add.bMultiplier() + "L", Integer.toString(add.shift()), add.rounding()),
                    add.zero(), add.lo(), add.hi()));
            case Table _ -> Optional.of(load(ins.get(1), operands.get(1) + "[(int) (" + less(a, ins.getFirst().min()) + ")]"));
            default -> Optional.empty();
        };
    }

    private static String less(String a, long zero) {
        return zero == 0 ? a : a + " - " + (zero < 0 ? "(" + zero + "L)" : zero + "L");
    }

    private static String shifted(String product, String shift, Rounding rounding) {
        return (rounding == Rounding.HALF_UP ? "Numbers.halfUp(" : "Numbers.halfEven(") + product + ", " + shift + ")";
    }

    private static String clamped(String value, long zero, long lo, long hi) {
        return "Math.min(Math.max(" + value + (zero == 0 ? "" : " + (" + zero + "L)") + ", " + lo + "L), " + hi + "L)";
    }

    private static Optional<String> quantize(Quantize op, List<Element> ins, List<String> operands) {
        boolean plain = op.block() == 0 && ins.get(0).equals(Element.F32) && ins.get(1).equals(Element.F32) && op.to().isInteger()
                && type(op.to()).isPresent() && op.to().bits() <= 16;
        if (!plain) return Optional.empty();
        String zero = operands.size() > 2 ? operands.get(2) : "0L";
        return Optional.of("Numbers.code(" + operands.get(0) + " / " + operands.get(1) + ", " + zero + ", " + op.to().min() + ", "
                + op.to().max() + ")");
    }

    private static Optional<String> dequantize(Element to, long block, List<Element> ins, List<String> operands) {
        if (block != 0 || !to.equals(Element.F32) || !ins.get(1).equals(Element.F32)) return Optional.empty();
        if (!ins.getFirst().isInteger() || ins.getFirst().bits() > 16) return Optional.empty();
        String codes = operands.size() > 2 ? "(" + operands.get(0) + " - " + operands.get(2) + ")" : operands.get(0);
        return Optional.of("(float) " + codes + " * " + operands.get(1));
    }

    /** A long kept to the bits of an element. */
    private static String wrap(Element element, String value) {
        if (element.bits() == 64) return value;
        return switch (element.bytes()) {
            case 1 -> element.isSigned() ? "(byte) (" + value + ")" : "(" + value + ") & 0xffL";
            case 2 -> element.isSigned() ? "(short) (" + value + ")" : "(" + value + ") & 0xffffL";
            default -> element.isSigned() ? "(int) (" + value + ")" : "(" + value + ") & 0xffffffffL";
        };
    }
}
