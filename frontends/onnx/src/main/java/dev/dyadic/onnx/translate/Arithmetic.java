// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.type.Shape;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Numbers: one operand, two, or many; comparisons and logic. */
final class Arithmetic {

    private Arithmetic() {}

    static void register(Translations all) {
        unary(all);
        binary(all);
        all.put("Mod", Arithmetic::mod);
        all.put("BitShift", Arithmetic::bitShift);
        all.put("Sum", (node, emit) -> List.of(fold(node, emit, Elementwise.Add::new)));
        all.put("Max", (node, emit) -> List.of(fold(node, emit, Elementwise.Max::new)));
        all.put("Min", (node, emit) -> List.of(fold(node, emit, Elementwise.Min::new)));
        all.put("Mean", Arithmetic::mean);
        all.put("Clip", Arithmetic::clip);
        all.put("Where", (node, emit) -> List.of(emit.emit(new Elementwise.Where(), node.in(0), node.in(1), node.in(2))));
        all.put("IsInf", (node, emit) -> List.of(emit.emit(
                new Elementwise.IsInf(node.flag("detect_negative", true), node.flag("detect_positive", true)),
                node.in(0))));
    }

    private static void unary(Translations all) {
        one(all, "Abs", new Elementwise.Abs());
        one(all, "Neg", new Elementwise.Neg());
        one(all, "Sign", new Elementwise.Sign());
        one(all, "Ceil", new Elementwise.Ceil());
        one(all, "Floor", new Elementwise.Floor());
        one(all, "Round", new Elementwise.Round());
        one(all, "Sqrt", new Elementwise.Sqrt());
        one(all, "Reciprocal", new Elementwise.Reciprocal());
        one(all, "Exp", new Elementwise.Exp());
        one(all, "Log", new Elementwise.Log());
        one(all, "Sin", new Elementwise.Sin());
        one(all, "Cos", new Elementwise.Cos());
        one(all, "Tan", new Elementwise.Tan());
        one(all, "Asin", new Elementwise.Asin());
        one(all, "Acos", new Elementwise.Acos());
        one(all, "Atan", new Elementwise.Atan());
        one(all, "Sinh", new Elementwise.Sinh());
        one(all, "Cosh", new Elementwise.Cosh());
        one(all, "Tanh", new Elementwise.Tanh());
        one(all, "Asinh", new Elementwise.Asinh());
        one(all, "Acosh", new Elementwise.Acosh());
        one(all, "Atanh", new Elementwise.Atanh());
        one(all, "Erf", new Elementwise.Erf());
        one(all, "Not", new Elementwise.Not());
        one(all, "BitwiseNot", new Elementwise.BitwiseNot());
        one(all, "IsNaN", new Elementwise.IsNan());
    }

    private static void binary(Translations all) {
        two(all, "Add", new Elementwise.Add());
        two(all, "Sub", new Elementwise.Sub());
        two(all, "Mul", new Elementwise.Mul());
        two(all, "Div", new Elementwise.Div());
        two(all, "Pow", new Elementwise.Pow());
        two(all, "And", new Elementwise.And());
        two(all, "Or", new Elementwise.Or());
        two(all, "Xor", new Elementwise.Xor());
        two(all, "BitwiseAnd", new Elementwise.BitwiseAnd());
        two(all, "BitwiseOr", new Elementwise.BitwiseOr());
        two(all, "BitwiseXor", new Elementwise.BitwiseXor());
        two(all, "Equal", new Elementwise.Equal());
        two(all, "Less", new Elementwise.Less());
        two(all, "LessOrEqual", new Elementwise.LessEqual());
        two(all, "Greater", new Elementwise.Greater());
        two(all, "GreaterOrEqual", new Elementwise.GreaterEqual());
    }

    private static void one(Translations all, String opType, Op op) {
        all.put(opType, (node, emit) -> List.of(emit.emit(op, node.in(0))));
    }

    private static void two(Translations all, String opType, Op op) {
        all.put(opType, (node, emit) -> List.of(emit.emit(op, node.in(0), second(node, emit))));
    }

    /** Before op set 7 the second operand could be lined up with an axis of the first. */
    private static Value second(OnnxNode node, Emitter emit) {
        Value b = node.in(1);
        boolean lined = node.version() < 7 && node.flag("broadcast", false) && node.hasAttribute("axis");
        if (!lined) return b;
        int rank = emit.rank(b);
        int left = emit.rank(node.in(0)) - emit.axis(node.in(0), node.integer("axis", 0)) - rank;
        if (left < 0) throw new Refusal("its second operand does not fit behind axis " + node.integer("axis", 0));
        if (left == 0) return b;
        return emit.unsqueeze(b, LongStream.range(rank, rank + left).toArray());
    }

    private static List<Value> mod(OnnxNode node, Emitter emit) {
        Op op = node.flag("fmod", false) ? new Elementwise.Fmod() : new Elementwise.Mod();
        return List.of(emit.emit(op, node.in(0), node.in(1)));
    }

    private static List<Value> bitShift(OnnxNode node, Emitter emit) {
        Op op = switch (node.text("direction", "")) {
            case "LEFT" -> new Elementwise.ShiftLeft();
            case "RIGHT" -> new Elementwise.ShiftRight();
            default -> throw new Refusal("attribute direction should be LEFT or RIGHT");
        };
        return List.of(emit.emit(op, node.in(0), node.in(1)));
    }

    private static Value fold(OnnxNode node, Emitter emit, Supplier<Op> op) {
        Value sum = node.in(0);
        for (int i = 1; i < node.inputs(); i++) sum = emit.emit(op.get(), sum, node.in(i));
        return sum;
    }

    private static List<Value> mean(OnnxNode node, Emitter emit) {
        Value sum = fold(node, emit, Elementwise.Add::new);
        if (node.inputs() == 1) return List.of(sum);
        return List.of(emit.div(sum, emit.scalarLike(sum, node.inputs())));
    }

    private static List<Value> clip(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        if (node.version() < 11) {
            if (node.hasAttribute("min")) {
                x = emit.emit(new Elementwise.Max(), x, emit.scalarLike(x, node.real("min", 0)));
            }
            if (!node.hasAttribute("max")) return List.of(x);
            return List.of(emit.emit(new Elementwise.Min(), x, emit.scalarLike(x, node.real("max", 0))));
        }
        if (node.has(1)) x = emit.emit(new Elementwise.Max(), x, bound(node.in(1), emit));
        if (node.has(2)) x = emit.emit(new Elementwise.Min(), x, bound(node.in(2), emit));
        return List.of(x);
    }

    /** A bound is a scalar, whatever axes of size 1 it is written with. */
    private static Value bound(Value bound, Emitter emit) {
        Shape shape = emit.fact(bound).shape();
        return shape.ranked() && shape.rank() > 0 ? emit.emit(new Reshape(false), bound, emit.sizes()) : bound;
    }
}
