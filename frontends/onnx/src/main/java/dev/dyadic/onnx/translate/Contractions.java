// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Contraction.ConvTranspose;
import dev.dyadic.ir.op.Contraction.DeformConv;
import dev.dyadic.ir.op.Contraction.Det;
import dev.dyadic.ir.op.Contraction.Einsum;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import java.util.ArrayList;
import java.util.List;

/** Matrix products and convolutions. */
final class Contractions {

    private Contractions() {}

    static void register(Translations all) {
        all.put("MatMul", (node, emit) -> List.of(emit.emit(new Matmul(), node.in(0), node.in(1))));
        all.put("com.microsoft", "FusedMatMul", Contractions::fusedMatmul);
        all.put("Gemm", Contractions::gemm);
        all.put("Conv", Contractions::conv);
        all.put("ConvTranspose", Contractions::convTranspose);
        all.put("DeformConv", Contractions::deformConv);
        all.put("ConvInteger", Contractions::convInteger);
        all.put("MatMulInteger", Contractions::matmulInteger);
        all.put("Einsum", Contractions::einsum);
        all.put("Det", (node, emit) -> List.of(emit.emit(new Det(), node.in(0))));
    }

    /** {@code alpha * A' * B' + beta * C}; factors of 1 leave no trace. */
    private static List<Value> gemm(OnnxNode node, Emitter emit) {
        Value product = product(node, emit);
        if (!node.has(2)) return List.of(product);
        return List.of(emit.add(product, scaled(node.in(2), node.real("beta", 1), emit)));
    }

    private static Value product(OnnxNode node, Emitter emit) {
        Value a = node.flag("transA", false) ? Phrases.swapped(node.in(0), emit) : node.in(0);
        Value b = node.flag("transB", false) ? Phrases.swapped(node.in(1), emit) : node.in(1);
        return scaled(emit.emit(new Matmul(), a, b), node.real("alpha", 1), emit);
    }

    private static Value scaled(Value x, double factor, Emitter emit) {
        if (factor == 1) return x;
        if (emit.element(x).isInteger() && factor != Math.rint(factor)) {
            throw new Refusal("a factor of " + factor + " for integers of " + emit.element(x));
        }
        return emit.mul(x, emit.scalarLike(x, factor));
    }

    private static List<Value> fusedMatmul(OnnxNode node, Emitter emit) {
        if (node.flag("transBatchA", false) || node.flag("transBatchB", false)) {
            throw new Refusal("transBatchA and transBatchB are not supported");
        }
        return List.of(product(node, emit));
    }

    private static List<Value> conv(OnnxNode node, Emitter emit) {
        var conv = new Conv(
                Windows.strides(node),
                Windows.pads(node),
                Windows.dilations(node),
                node.integer("group", 1),
                Windows.autoPad(node));
        return List.of(emit.emit(conv, present(node, 3)));
    }

    private static List<Value> convTranspose(OnnxNode node, Emitter emit) {
        List<Long> shape = node.integers("output_shape");
        int spatial = emit.rank(node.in(0)) - 2;
        if (shape.size() > spatial) shape = shape.subList(shape.size() - spatial, shape.size());
        var conv = new ConvTranspose(
                Windows.strides(node),
                Windows.pads(node),
                Windows.dilations(node),
                node.integer("group", 1),
                Windows.autoPad(node),
                node.integers("output_padding"),
                shape);
        return List.of(emit.emit(conv, present(node, 3)));
    }

    /** Without a bias it is zero, without a mask it is one. */
    private static List<Value> deformConv(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        Value w = node.in(1);
        Value offset = node.in(2);
        var conv = new DeformConv(
                node.integers("strides"),
                node.integers("pads"),
                node.integers("dilations"),
                node.integer("group", 1),
                node.integer("offset_group", 1));
        Value bias = node.optional(3).orElseGet(() -> Phrases.filled(0, x, emit.dim(w, 0), emit));
        Value mask = node.optional(4).orElseGet(() -> {
            Value channels = emit.div(emit.dim(offset, 1), emit.sizes(2));
            Value rest = emit.slice(emit.shape(offset), 0, 2, Long.MAX_VALUE);
            return Phrases.filled(1, x, emit.concat(0, emit.dim(offset, 0), channels, rest), emit);
        });
        return List.of(emit.emit(conv, x, w, offset, bias, mask));
    }

    private static List<Value> convInteger(OnnxNode node, Emitter emit) {
        var conv = new ConvInteger(
                Windows.strides(node),
                Windows.pads(node),
                Windows.dilations(node),
                node.integer("group", 1),
                Windows.autoPad(node));
        return List.of(emit.emit(
                conv, node.in(0), node.in(1), Quantizations.zero(node, 2, 0, emit), Quantizations.zero(node, 3, 1, emit)));
    }

    private static List<Value> matmulInteger(OnnxNode node, Emitter emit) {
        return List.of(emit.emit(
                new MatmulInteger(),
                node.in(0),
                node.in(1),
                Quantizations.zero(node, 2, 0, emit),
                Quantizations.zero(node, 3, 1, emit)));
    }

    private static List<Value> einsum(OnnxNode node, Emitter emit) {
        String equation = node.text("equation", "");
        if (equation.isBlank()) throw new Refusal("attribute equation is missing");
        return List.of(emit.emit(new Einsum(equation.replace(" ", "")), node.ins()));
    }

    /** The operands that are there, of the first {@code most}. */
    static List<Value> present(OnnxNode node, int most) {
        List<Value> ins = new ArrayList<>();
        for (int i = 0; i < most; i++) node.optional(i).ifPresent(ins::add);
        return ins;
    }
}
