// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Reciprocal;
import dev.dyadic.ir.op.Elementwise.Sqrt;
import dev.dyadic.ir.op.Normalization.LayerNorm;
import dev.dyadic.ir.op.Normalization.RmsNorm;
import dev.dyadic.ir.op.Reduction.ReduceMean;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.List;

/** Normalization over the last axes, with and without a residual connection. Statistics are f32, as stash_type 1 says. */
final class LayerNorms {

    private static final String MICROSOFT = "com.microsoft";

    private LayerNorms() {}

    static void register(Translations all) {
        all.put("LayerNormalization", LayerNorms::layerNorm);
        all.put("RMSNormalization", LayerNorms::rmsNorm);
        all.put("SimplifiedLayerNormalization", LayerNorms::rmsNorm);
        all.put(MICROSOFT, "SimplifiedLayerNormalization", LayerNorms::rmsNorm);
        all.put(MICROSOFT, "SkipLayerNormalization", LayerNorms::skipLayerNorm);
        all.put(MICROSOFT, "SkipSimplifiedLayerNormalization", LayerNorms::skipRmsNorm);
    }

    private static List<Value> layerNorm(OnnxNode node, Emitter emit) {
        var norm = new LayerNorm(node.small("axis", -1), node.real("epsilon", Normalizations.EPSILON));
        List<Value> ins = Contractions.present(node, 3);
        return normalized(norm, ins, node.wants(1) || node.wants(2), emit);
    }

    private static List<Value> normalized(LayerNorm norm, List<Value> ins, boolean statistics, Emitter emit) {
        if (!statistics) return List.of(emit.emit(norm, ins));
        Element element = emit.element(ins.getFirst());
        List<Value> wide = new ArrayList<>();
        for (Value in : ins) wide.add(emit.cast(in, stash(element)));
        List<Value> results = new ArrayList<>(emit.emit(norm, 3, wide));
        results.set(0, emit.cast(results.getFirst(), element));
        return results;
    }

    private static List<Value> rmsNorm(OnnxNode node, Emitter emit) {
        int axis = node.small("axis", -1);
        double epsilon = node.real("epsilon", Normalizations.EPSILON);
        Value x = node.in(0);
        Value y = emit.emit(new RmsNorm(axis, epsilon), x, node.in(1));
        if (!node.wants(1)) return List.of(y);
        return List.of(y, reciprocalRoot(x, axis, epsilon, emit));
    }

    private static Value reciprocalRoot(Value x, int axis, double epsilon, Emitter emit) {
        Value wide = emit.cast(x, stash(emit.element(x)));
        Value axes = emit.sizes(Phrases.axesFrom(emit.axis(x, axis), x, emit));
        Value mean = emit.emit(new ReduceMean(true), emit.mul(wide, wide), axes);
        Value root = emit.emit(new Sqrt(), emit.add(mean, emit.scalarLike(wide, epsilon)));
        return emit.emit(new Reciprocal(), root);
    }

    /** {@code (input, skip, gamma, beta, bias) -> norm(input + skip + bias), mean, 1 / deviation, the sum}. */
    private static List<Value> skipLayerNorm(OnnxNode node, Emitter emit) {
        Value sum = sum(node, 4, emit);
        List<Value> ins = new ArrayList<>(List.of(sum, node.in(2)));
        node.optional(3).ifPresent(ins::add);
        var norm = new LayerNorm(-1, node.real("epsilon", 1e-12f));
        List<Value> results = normalized(norm, ins, node.wants(1) || node.wants(2), emit);
        return withSum(results, 3, sum, node);
    }

    private static List<Value> skipRmsNorm(OnnxNode node, Emitter emit) {
        if (node.wants(1)) throw new Refusal("its mean output is not supported");
        Value sum = sum(node, 3, emit);
        double epsilon = node.real("epsilon", 1e-12f);
        List<Value> results = new ArrayList<>();
        results.add(emit.emit(new RmsNorm(-1, epsilon), sum, node.in(2)));
        if (node.wants(2)) {
            Value root = reciprocalRoot(sum, -1, epsilon, emit);
            results.addAll(List.of(root, root));
        }
        return withSum(results, 3, sum, node);
    }

    private static Value sum(OnnxNode node, int bias, Emitter emit) {
        Value sum = emit.add(node.in(0), node.in(1));
        return node.has(bias) ? emit.add(sum, node.in(bias)) : sum;
    }

    /** The results with the sum as output {@code at}; what is in between and not wanted is given as the sum, too. */
    private static List<Value> withSum(List<Value> results, int at, Value sum, OnnxNode node) {
        if (!node.wants(at)) return results;
        List<Value> all = new ArrayList<>(results);
        while (all.size() <= at) all.add(sum);
        return all;
    }

    private static Element stash(Element element) {
        return element.equals(Element.F64) ? Element.F64 : Element.F32;
    }
}
