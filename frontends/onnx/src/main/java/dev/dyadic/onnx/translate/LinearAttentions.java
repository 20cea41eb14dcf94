// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Control.Scan;
import dev.dyadic.ir.op.Elementwise.Exp;
import dev.dyadic.ir.op.Elementwise.Reciprocal;
import dev.dyadic.ir.op.Elementwise.Sqrt;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Attention without a softmax (Katharopoulos et al. 2020), as a scan over time. A state holds, in f32, what values were seen with
 * what keys; gates let it fade (Yang et al. 2023), the delta rule writes only what it does not hold yet (Schlag et al. 2021).
 */
final class LinearAttentions {

    /** Which of its axes is time, in operands of B,T,heads,size. */
    private static final int TIME = 1;

    private LinearAttentions() {}

    static void register(Translations all) {
        all.put("LinearAttention", LinearAttentions::attention);
    }

    /** {@code (q: B,T,heads*K; k: B,T,heads*K; v: B,T,heads*V; state: B,heads,K,V; decay; beta) -> y, last state}. */
    private static List<Value> attention(OnnxNode node, Emitter emit) {
        String rule = node.text("update_rule", "gated_delta");
        boolean gated = rule.equals("gated") || rule.equals("gated_delta");
        boolean delta = rule.equals("delta") || rule.equals("gated_delta");
        if (!gated && !delta && !rule.equals("linear")) {
            throw new Refusal("update_rule " + rule + ": it is linear, gated, delta or gated_delta");
        }
        long queryHeads = heads(node, "q_num_heads");
        long keyHeads = heads(node, "kv_num_heads");
        if (queryHeads % keyHeads != 0) {
            throw new Refusal(queryHeads + " heads of queries over " + keyHeads + " heads of keys");
        }
        Value q = wide(emit.reshape(node.in(0), 0, 0, queryHeads, -1), emit);
        Value k = wide(emit.reshape(node.in(1), 0, 0, keyHeads, -1), emit);
        Value v = wide(emit.reshape(node.in(2), 0, 0, keyHeads, -1), emit);
        List<Value> ins = new ArrayList<>(List.of(state(node, q, v, keyHeads, emit), q, k, v));
        if (gated) ins.add(emit.unsqueeze(wide(emit.reshape(node.in(4), 0, 0, keyHeads, -1), emit), 4));
        if (delta) ins.add(wide(emit.reshape(node.in(5), 0, 0, -1, 1), emit));

        Graph body = body(ins, gated, delta, queryHeads, keyHeads, emit);
        List<Integer> times = Collections.nCopies(ins.size() - 1, TIME);
        List<Integer> forward = Collections.nCopies(ins.size() - 1, 0);
        var scan = new Scan(body, 1, times, forward, List.of(TIME), List.of(0));
        List<Value> results = emit.emit(scan, 2, ins);
        Value y = emit.reshape(emit.mul(results.getLast(), scale(node, q, emit)), 0, 0, -1);
        return List.of(emit.cast(y, emit.element(node.in(0))), emit.cast(results.getFirst(), emit.element(node.in(0))));
    }

    /** One step: {@code (state, q, k, v, decay, beta) -> state, what q reads from it}. */
    private static Graph body(
            List<Value> operands, boolean gated, boolean delta, long queryHeads, long keyHeads, Emitter around) {
        Builder builder = new Builder("step");
        List<Value> ins = new ArrayList<>();
        ins.add(builder.input("state", operands.getFirst().type()));
        List<String> names = List.of("q", "k", "v", gated ? "decay" : "beta", "beta");
        for (int i = 1; i < operands.size(); i++) {
            Fact fact = around.fact(operands.get(i));
            List<Dim> dims = new ArrayList<>(fact.shape().dims());
            dims.remove(TIME);
            ins.add(builder.input(names.get(i - 1), fact.type().with(Shape.of(dims))));
        }
        Emitter emit = new Emitter(builder, around.bodies(), Set.of(), List.of("y"));
        Value state = ins.getFirst();
        if (gated) state = emit.mul(state, emit.emit(new Exp(), ins.get(4)));
        Value key = emit.unsqueeze(ins.get(2), 3);
        Value value = emit.unsqueeze(ins.get(3), 2);
        if (delta) {
            Value held = emit.emit(new Matmul(), emit.unsqueeze(ins.get(2), 2), state);
            value = emit.mul(emit.unsqueeze(ins.getLast(), 3), emit.sub(value, held));
        }
        Value next = emit.add(state, emit.emit(new Matmul(), key, value));
        Value read = Attentions.repeated(next, queryHeads / keyHeads, keyHeads, emit);
        Value y = emit.squeeze(emit.emit(new Matmul(), emit.unsqueeze(ins.get(1), 2), read), 2);
        return builder.build(Stage.RAW, List.of(next, y));
    }

    private static Value state(OnnxNode node, Value q, Value v, long heads, Emitter emit) {
        if (node.has(3)) return wide(node.in(3), emit);
        Value shape = emit.concat(0, emit.dim(q, 0), emit.sizes(heads), emit.dim(q, 3), emit.dim(v, 3));
        return emit.expand(emit.scalar(Element.F32, 0), shape);
    }

    private static Value scale(OnnxNode node, Value q, Emitter emit) {
        double given = node.real("scale", 0);
        if (given != 0) return emit.scalar(Element.F32, given);
        Optional<Long> size = emit.size(q, 3);
        if (size.isPresent()) return emit.scalar(Element.F32, 1 / Math.sqrt(size.get()));
        return emit.emit(new Reciprocal(), emit.emit(new Sqrt(), emit.cast(emit.dim(q, 3), Element.F32)));
    }

    private static Value wide(Value x, Emitter emit) {
        return emit.cast(x, Element.F32);
    }

    private static long heads(OnnxNode node, String attribute) {
        long heads = node.integer(attribute, 0);
        if (heads < 1) throw new Refusal("attribute " + attribute + " must be at least 1, was " + heads);
        return heads;
    }
}
