// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.LeakyRelu;
import dev.dyadic.ir.op.Elementwise.Sigmoid;
import dev.dyadic.ir.op.Movement.Concat;
import dev.dyadic.ir.op.Normalization.Softmax;
import dev.dyadic.ir.op.Pooling.GlobalAveragePool;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ops on codes that mean: to real numbers, the op, back to codes. */
final class QuantizedMaps {

    private static final String MICROSOFT = "com.microsoft";

    private QuantizedMaps() {}

    static void register(Translations all) {
        all.put(MICROSOFT, "QLinearAdd", (node, emit) -> binary(node, emit, false));
        all.put(MICROSOFT, "QLinearMul", (node, emit) -> binary(node, emit, true));
        all.put(MICROSOFT, "QLinearConcat", QuantizedMaps::concat);
        all.put(MICROSOFT, "QLinearSigmoid", (node, emit) -> unary(node, emit, x -> emit.emit(new Sigmoid(), x)));
        all.put(MICROSOFT, "QLinearLeakyRelu", QuantizedMaps::leakyRelu);
        all.put(MICROSOFT, "QLinearSoftmax", QuantizedMaps::softmax);
        all.put(MICROSOFT, "QLinearAveragePool", QuantizedMaps::averagePool);
        all.put(MICROSOFT, "QLinearGlobalAveragePool", QuantizedMaps::globalAveragePool);
    }

    /** {@code (a, a scale, a zero, b, b scale, b zero, y scale, y zero)}. */
    private static List<Value> binary(OnnxNode node, Emitter emit, boolean product) {
        Value a = Quantizations.real(node.in(0), node.in(1), node.optional(2), emit);
        Value b = Quantizations.real(node.in(3), node.in(4), node.optional(5), emit);
        Value y = product ? emit.mul(a, b) : emit.add(a, b);
        return List.of(Quantizations.codes(y, node.in(6), node.optional(7), emit.element(node.in(0)), emit));
    }

    /** {@code (y scale, y zero, then x, x scale, x zero of each part)}. */
    private static List<Value> concat(OnnxNode node, Emitter emit) {
        List<Value> parts = new ArrayList<>();
        for (int i = 2; i + 2 < node.inputs(); i += 3) {
            parts.add(Quantizations.real(node.in(i), node.in(i + 1), node.optional(i + 2), emit));
        }
        if (parts.isEmpty()) throw new Refusal("it has no parts");
        Value y = emit.emit(new Concat(node.small("axis", 0)), parts);
        return List.of(Quantizations.codes(y, node.in(0), node.optional(1), emit.element(node.in(2)), emit));
    }

    /** {@code (x, x scale, x zero, y scale, y zero)}. */
    private static List<Value> unary(OnnxNode node, Emitter emit, UnaryOperator<Value> op) {
        Element element = emit.element(node.in(0));
        Value x = Quantizations.real(node.in(0), node.in(1), node.optional(2), emit);
        return List.of(Quantizations.codes(op.apply(x), node.in(3), node.optional(4), element, emit));
    }

    private static List<Value> leakyRelu(OnnxNode node, Emitter emit) {
        var leaky = new LeakyRelu(node.real("alpha", 0.01f));
        return unary(node, emit, x -> emit.emit(leaky, x));
    }

    /** Its attribute {@code opset} says which Softmax is meant. */
    private static List<Value> softmax(OnnxNode node, Emitter emit) {
        int axis = node.small("axis", -1);
        if (node.integer("opset", 13) >= 13) return unary(node, emit, x -> emit.emit(new Softmax(axis), x));
        return unary(node, emit, x -> Softmaxes.flattened(x, axis, Softmax::new, emit));
    }

    private static List<Value> averagePool(OnnxNode node, Emitter emit) {
        channelsFirst(node);
        return unary(node, emit, x -> emit.emit(Poolings.average(node), x));
    }

    private static List<Value> globalAveragePool(OnnxNode node, Emitter emit) {
        channelsFirst(node);
        return unary(node, emit, x -> emit.emit(new GlobalAveragePool(), x));
    }

    private static void channelsFirst(OnnxNode node) {
        if (node.flag("channels_last", false)) throw new Refusal("channels_last is not supported");
    }
}
