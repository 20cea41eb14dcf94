// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.DynamicQuantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Between real numbers and codes. Scales and zero points of one element are made scalars; a zero point that is left out is
 * given as zeros in the shape of the scale.
 */
final class Quantizations {

    private Quantizations() {}

    static void register(Translations all) {
        for (String domain : List.of("", "com.microsoft")) {
            all.put(domain, "QuantizeLinear", Quantizations::quantize);
            all.put(domain, "DequantizeLinear", Quantizations::dequantize);
        }
        all.put("DynamicQuantizeLinear", (node, emit) -> emit.emit(new DynamicQuantize(), 3, List.of(node.in(0))));
    }

    private static List<Value> quantize(OnnxNode node, Emitter emit) {
        Element to = target(node, emit);
        Element arithmetic = arithmetic(node, emit);
        Value x = emit.cast(node.in(0), arithmetic);
        Value scale = emit.cast(Phrases.scalar(node.in(1), emit), arithmetic);
        Value zero = zeroLike(scale, node.optional(2), to, emit);
        boolean single = Phrases.isScalar(scale, emit);
        int axis = single ? 0 : emit.axis(x, node.small("axis", 1));
        long block = single ? 0 : node.integer("block_size", 0);
        return List.of(emit.emit(new Quantize(to, axis, block, node.flag("saturate", true)), x, scale, zero));
    }

    private static List<Value> dequantize(OnnxNode node, Emitter emit) {
        Value codes = node.in(0);
        Value scale = Phrases.scalar(node.in(1), emit);
        Element to = Phrases.asked(node, "output_dtype").orElseGet(() -> real(emit.element(scale)));
        Value zero = zeroLike(scale, node.optional(2), emit.element(codes), emit);
        boolean single = Phrases.isScalar(scale, emit);
        int axis = single ? 0 : emit.axis(codes, node.small("axis", 1));
        long block = single ? 0 : node.integer("block_size", 0);
        return List.of(emit.emit(new Dequantize(to, axis, block), codes, emit.cast(scale, real(emit.element(scale))), zero));
    }

    /** The element of the codes: that of the zero point, else the one asked for, else u8. */
    private static Element target(OnnxNode node, Emitter emit) {
        if (node.has(2)) return emit.element(node.in(2));
        return Phrases.asked(node, "output_dtype").orElse(Element.U8);
    }

    /** The element x is divided in: the one asked for, else that of the scale, where it can be divided by. */
    private static Element arithmetic(OnnxNode node, Emitter emit) {
        return Phrases.asked(node, "precision").orElseGet(() -> real(emit.element(node.in(1))));
    }

    /** Scales that are powers of two in one byte become f32. */
    private static Element real(Element scale) {
        return scale.minifloat().isPresent() ? Element.F32 : scale;
    }

    /** A zero point in the shape of its scale. */
    private static Value zeroLike(Value scale, Optional<Value> zero, Element codes, Emitter emit) {
        if (zero.isEmpty() && Phrases.isScalar(scale, emit)) return emit.scalar(codes, 0);
        Value given = zero.map(value -> Phrases.scalar(value, emit)).orElseGet(() -> emit.scalar(codes, 0));
        if (!Phrases.isScalar(given, emit) || Phrases.isScalar(scale, emit)) return given;
        Optional<long[]> sizes = emit.fact(scale).shape().sizes();
        Optional<Tensor> constant = emit.constantOf(given);
        boolean known = sizes.isPresent() && constant.isPresent() && codes.isInteger();
        if (known && emit.constantOf(scale).isPresent()) {
            long[] all = new long[Math.toIntExact(Tensor.count(sizes.get()))];
            Arrays.fill(all, constant.get().getLong(0));
            return emit.constant(Tensor.ofLongs(codes, sizes.get(), all));
        }
        return emit.expand(given, emit.shape(scale));
    }

    /** Zero point operand i, a scalar where it has one element; 0 of operand {@code of}'s element when it is left out. */
    static Value zero(OnnxNode node, int i, int of, Emitter emit) {
        if (node.has(i)) return Phrases.scalar(node.in(i), emit);
        return emit.scalarLike(node.in(of), 0);
    }

    /** Codes as f32 by a scalar scale; the zero point may be left out. */
    static Value real(Value codes, Value scale, Optional<Value> zero, Emitter emit) {
        Value single = Phrases.scalar(scale, emit);
        return emit.emit(
                new Dequantize(emit.element(scale), 0, 0), codes, single, zeroLike(single, zero, emit.element(codes), emit));
    }

    /** A float as codes by a scalar scale; without a zero point it is 0 of {@code to}. */
    static Value codes(Value x, Value scale, Optional<Value> zero, Element to, Emitter emit) {
        Value single = Phrases.scalar(scale, emit);
        Element element = zero.map(emit::element).orElse(to);
        return emit.emit(new Quantize(element, 0, 0, true), x, single, zeroLike(single, zero, element, emit));
    }
}
