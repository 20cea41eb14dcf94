// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.Quantization.DynamicQuantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.type.Element;
import java.util.List;

/**
 * Products of codes: the sums are exact integers, with the bias added as one of them; they are then multiplied by the scales in
 * f32, {@code a scale * b scale / y scale}, rounded half to even and saturated.
 */
final class QuantizedProducts {

    private static final String MICROSOFT = "com.microsoft";

    private QuantizedProducts() {}

    static void register(Translations all) {
        all.put("QLinearMatMul", QuantizedProducts::matmul);
        all.put(MICROSOFT, "QLinearMatMul", QuantizedProducts::matmul);
        all.put("QLinearConv", QuantizedProducts::conv);
        all.put(MICROSOFT, "QLinearConv", QuantizedProducts::conv);
        all.put(MICROSOFT, "QGemm", QuantizedProducts::gemm);
        all.put(MICROSOFT, "MatMulIntegerToFloat", QuantizedProducts::matmulToFloat);
        all.put(MICROSOFT, "DynamicQuantizeMatMul", QuantizedProducts::dynamicMatmul);
    }

    /** {@code (a, a scale, a zero, b, b scale, b zero, y scale, y zero)}. */
    private static List<Value> matmul(OnnxNode node, Emitter emit) {
        Value sums = emit.emit(
                new MatmulInteger(),
                node.in(0),
                node.in(3),
                Quantizations.zero(node, 2, 0, emit),
                Quantizations.zero(node, 5, 3, emit));
        Value scale = emit.mul(rows(node.in(1), emit), single(node.in(4), emit));
        return List.of(requantized(sums, scale, node.in(6), node.in(7), emit));
    }

    /** {@code (x, x scale, x zero, w, w scale, w zero, y scale, y zero, bias: i32[M])}; w's scale may be per channel. */
    private static List<Value> conv(OnnxNode node, Emitter emit) {
        if (node.flag("channels_last", false)) throw new Refusal("channels_last is not supported");
        Value x = node.in(0);
        var conv = new ConvInteger(
                Windows.strides(node),
                Windows.pads(node),
                Windows.dilations(node),
                node.integer("group", 1),
                Windows.autoPad(node));
        Value sums = emit.emit(
                conv, x, node.in(3), Quantizations.zero(node, 2, 0, emit), Quantizations.zero(node, 5, 3, emit));
        int rank = emit.rank(x);
        if (node.has(8)) sums = emit.add(sums, Phrases.along(node.in(8), 1, rank, emit));
        Value weightScale = Phrases.along(single(node.in(4), emit), 1, rank, emit);
        Value scale = emit.mul(single(node.in(1), emit), weightScale);
        return List.of(requantized(sums, scale, node.in(6), node.in(7), emit));
    }

    /** {@code (a, a scale, a zero, b, b scale, b zero, c: i32, y scale, y zero)}; without y's scale the result is float. */
    private static List<Value> gemm(OnnxNode node, Emitter emit) {
        Value a = node.flag("transA", false) ? Phrases.swapped(node.in(0), emit) : node.in(0);
        Value b = node.flag("transB", false) ? Phrases.swapped(node.in(3), emit) : node.in(3);
        Value sums = emit.emit(
                new MatmulInteger(), a, b, Quantizations.zero(node, 2, 0, emit), Quantizations.zero(node, 5, 3, emit));
        if (node.has(6)) sums = emit.add(sums, node.in(6));
        Value scale = emit.mul(single(node.in(1), emit), single(node.in(4), emit));
        double alpha = node.real("alpha", 1);
        if (alpha != 1) scale = emit.mul(emit.scalarLike(scale, alpha), scale);
        if (!node.has(7)) return List.of(emit.mul(emit.cast(sums, Element.F32), scale));
        return List.of(requantized(sums, scale, node.in(7), Quantizations.zero(node, 8, 0, emit), emit));
    }

    /** {@code (a, b, a scale, b scale, a zero, b zero, bias: f32)}. */
    private static List<Value> matmulToFloat(OnnxNode node, Emitter emit) {
        Value sums = emit.emit(
                new MatmulInteger(),
                node.in(0),
                node.in(1),
                Quantizations.zero(node, 4, 0, emit),
                Quantizations.zero(node, 5, 1, emit));
        return List.of(real(sums, single(node.in(2), emit), node, 3, 6, emit));
    }

    /** {@code (a: f32, b, b scale, b zero, bias: f32)}: a is quantized by its own range. */
    private static List<Value> dynamicMatmul(OnnxNode node, Emitter emit) {
        List<Value> a = emit.emit(new DynamicQuantize(), 3, List.of(node.in(0)));
        Value sums = emit.emit(
                new MatmulInteger(), a.getFirst(), node.in(1), a.get(2), Quantizations.zero(node, 3, 1, emit));
        return List.of(real(sums, a.get(1), node, 2, 4, emit));
    }

    private static Value real(Value sums, Value aScale, OnnxNode node, int bScale, int bias, Emitter emit) {
        Value scale = emit.mul(aScale, single(node.in(bScale), emit));
        Value y = emit.mul(emit.cast(sums, Element.F32), scale);
        return node.has(bias) ? emit.add(y, node.in(bias)) : y;
    }

    private static Value requantized(Value sums, Value scale, Value yScale, Value yZero, Emitter emit) {
        Value zero = Phrases.scalar(yZero, emit);
        Value by = emit.div(scale, single(yScale, emit));
        if (!Phrases.isScalar(zero, emit)) throw new Refusal("the scale and zero point of its result must be scalars");
        Value scaled = emit.mul(emit.cast(sums, Element.F32), by);
        return emit.emit(new Quantize(emit.element(zero), 0, 0, true), scaled, emit.scalar(Element.F32, 1), zero);
    }

    /** A scale of one element as a scalar, in f32. */
    private static Value single(Value scale, Emitter emit) {
        return emit.cast(Phrases.scalar(scale, emit), Element.F32);
    }

    /** A scale for each row of a. */
    private static Value rows(Value scale, Emitter emit) {
        Value single = single(scale, emit);
        return emit.rank(single) == 1 ? emit.unsqueeze(single, 1) : single;
    }
}
