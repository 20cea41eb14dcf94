// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import dev.dyadic.ir.type.Element;

/**
 * One result element per (broadcast) position. Float arithmetic is done in f64 and rounded once, half to even, to the
 * element of the result; integer arithmetic wraps to the width of the element. Shapes broadcast as in ONNX.
 */
public sealed interface Elementwise extends Op {

    /** {@code (x) -> y}, y of x's element. */
    sealed interface Unary extends Elementwise {}

    record Abs() implements Unary {}

    record Neg() implements Unary {}

    record Sign() implements Unary {}

    record Ceil() implements Unary {}

    record Floor() implements Unary {}

    /** To the nearest integer, ties to even. */
    record Round() implements Unary {}

    record Sqrt() implements Unary {}

    record Reciprocal() implements Unary {}

    record Exp() implements Unary {}

    record Log() implements Unary {}

    record Sin() implements Unary {}

    record Cos() implements Unary {}

    record Tan() implements Unary {}

    record Asin() implements Unary {}

    record Acos() implements Unary {}

    record Atan() implements Unary {}

    record Sinh() implements Unary {}

    record Cosh() implements Unary {}

    record Tanh() implements Unary {}

    record Asinh() implements Unary {}

    record Acosh() implements Unary {}

    record Atanh() implements Unary {}

    record Erf() implements Unary {}

    record Sigmoid() implements Unary {}

    record Softplus() implements Unary {}

    record Relu() implements Unary {}

    /** {@code x < 0 ? slope * x : x}. */
    record LeakyRelu(double slope) implements Unary {}

    /** {@code x / 2 (1 + erf(x / sqrt 2))}, or its tanh approximation (Hendrycks and Gimpel 2016). */
    record Gelu(boolean tanh) implements Unary {}

    /** {@code x * sigmoid(x)}. */
    record Silu() implements Unary {}

    /** Logical negation of bool. */
    record Not() implements Unary {}

    /** Complement of every bit of an integer. */
    record BitwiseNot() implements Unary {}

    /** {@code (x) -> bool}. */
    sealed interface Test extends Elementwise {}

    record IsNan() implements Test {}

    record IsInf(boolean negative, boolean positive) implements Test {}

    /** {@code (a, b) -> y}: a, b and y of one element (Pow: y of a's). */
    sealed interface Binary extends Elementwise {}

    record Add() implements Binary {}

    record Sub() implements Binary {}

    record Mul() implements Binary {}

    /** Integers: towards zero; division by zero is an error. */
    record Div() implements Binary {}

    /** Remainder with the sign of the divisor. */
    record Mod() implements Binary {}

    /** Remainder with the sign of the dividend. */
    record Fmod() implements Binary {}

    /** {@code a^b}; b may be of another element, the result is of a's. */
    record Pow() implements Binary {}

    /** NaN if either is NaN. */
    record Min() implements Binary {}

    /** NaN if either is NaN. */
    record Max() implements Binary {}

    record And() implements Binary {}

    record Or() implements Binary {}

    record Xor() implements Binary {}

    record BitwiseAnd() implements Binary {}

    record BitwiseOr() implements Binary {}

    record BitwiseXor() implements Binary {}

    /** Shifts of unsigned integers; bits shifted out are lost. */
    record ShiftLeft() implements Binary {}

    record ShiftRight() implements Binary {}

    /** {@code (a, b) -> bool}. */
    sealed interface Comparison extends Elementwise {}

    record Equal() implements Comparison {}

    record Less() implements Comparison {}

    record LessEqual() implements Comparison {}

    record Greater() implements Comparison {}

    record GreaterEqual() implements Comparison {}

    /** {@code (condition, a, b) -> condition ? a : b}. */
    record Where() implements Elementwise {}

    /**
     * {@code (x) -> x as another element}. Float to integer truncates towards zero, then wraps; to bool is {@code x != 0}; to a
     * minifloat rounds half to even and, where {@code saturate}, keeps to the largest finite value.
     */
    record Cast(Element to, boolean saturate) implements Elementwise {}

    /** {@code (x) -> the same bits as another element of the same width}. */
    record BitCast(Element to) implements Elementwise {}
}
