// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Elementwise.Equal;
import dev.dyadic.ir.op.Elementwise.Reciprocal;
import dev.dyadic.ir.op.Elementwise.Sqrt;
import dev.dyadic.ir.op.Elementwise.Tanh;
import dev.dyadic.ir.op.Elementwise.Where;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Normalization.Softmax;
import dev.dyadic.ir.op.Reduction.ReduceMax;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.Optional;

/**
 * Scaled dot-product attention (Vaswani et al. 2017) as a composition: keys and values of the past first, heads of keys
 * and values repeated where queries have more (Ainslie et al. 2023), scores capped, masked and normalized. A row of which
 * nothing may be seen gives zeros.
 */
final class Attentions {

    /** What the fourth output holds. */
    private static final int SCORES = 0;
    private static final int CAPPED = 1;
    private static final int MASKED = 2;
    private static final int PROBABILITIES = 3;

    private static final int MOST_HEADS = 1 << 16;

    private Attentions() {}

    static void register(Translations all) {
        all.put("Attention", Attentions::attention);
    }

    /** {@code (q, k, v, mask, past key, past value, lengths) -> y, present key, present value, scores}. */
    private static List<Value> attention(OnnxNode node, Emitter emit) {
        boolean flat = emit.rank(node.in(0)) == 3;
        long queryHeads = flat ? heads(node, "q_num_heads") : size(node.in(0), emit);
        long keyHeads = flat ? heads(node, "kv_num_heads") : size(node.in(1), emit);
        if (queryHeads % keyHeads != 0) {
            throw new Refusal(queryHeads + " heads of queries over " + keyHeads + " heads of keys");
        }
        Value q = split(node.in(0), flat, queryHeads, emit);
        Value key = joined(node.optional(4), split(node.in(1), flat, keyHeads, emit), emit);
        Value value = joined(node.optional(5), split(node.in(2), flat, keyHeads, emit), emit);
        Value k = repeated(key, queryHeads / keyHeads, keyHeads, emit);
        Value v = repeated(value, queryHeads / keyHeads, keyHeads, emit);

        Value scores = scores(node, q, k, emit);
        Value capped = capped(node.real("softcap", 0), scores, emit);
        Optional<Value> bias = AttentionMasks.bias(node, q, key, emit).map(each -> emit.cast(each, emit.element(q)));
        Value masked = bias.map(each -> emit.add(capped, each)).orElse(capped);
        Value shares = shares(node, masked, bias, emit);
        Value y = joinedHeads(emit.emit(new Matmul(), shares, v), flat, emit);
        if (!node.wants(3)) return List.of(y, key, value);
        return List.of(y, key, value, switch (node.small("qk_matmul_output_mode", SCORES)) {
            case SCORES -> scores;
            case CAPPED -> capped;
            case MASKED -> masked;
            case PROBABILITIES -> shares;
            default -> throw new Refusal("qk_matmul_output_mode must be 0 to 3");
        });
    }

    private static Value scores(OnnxNode node, Value q, Value k, Emitter emit) {
        Value keys = Phrases.swapped(k, emit);
        if (node.real("scale", 0) != 0) return scores(q, keys, emit.scalarLike(q, Math.sqrt(node.real("scale", 0))), emit);
        Optional<Long> head = emit.size(q, 3);
        if (head.isPresent()) {
            return scores(q, keys, emit.scalarLike(q, Math.sqrt(1 / Math.sqrt(head.get()))), emit);
        }
        Value size = emit.cast(emit.dim(q, 3), Element.F32);
        Value root = emit.emit(new Sqrt(), emit.emit(new Reciprocal(), emit.emit(new Sqrt(), size)));
        return scores(q, keys, emit.cast(root, emit.element(q)), emit);
    }

    /** Both factors take the root of the scale, so that neither of narrow floats runs out of range. */
    private static Value scores(Value q, Value keys, Value root, Emitter emit) {
        return emit.emit(new Matmul(), emit.mul(q, root), emit.mul(keys, root));
    }

    private static Value capped(double cap, Value scores, Emitter emit) {
        if (cap == 0) return scores;
        Value limit = emit.scalarLike(scores, cap);
        return emit.mul(emit.emit(new Tanh(), emit.div(scores, limit)), limit);
    }

    private static Value shares(OnnxNode node, Value masked, Optional<Value> bias, Emitter emit) {
        Element element = emit.element(masked);
        Element precision = Phrases.asked(node, "softmax_precision").orElse(element);
        Value shares = emit.cast(emit.emit(new Softmax(-1), emit.cast(masked, precision)), element);
        if (bias.isEmpty()) return shares;
        Value most = emit.emit(new ReduceMax(true), bias.get(), emit.sizes(-1));
        Value nothing = emit.emit(new Equal(), most, emit.scalarLike(most, Double.NEGATIVE_INFINITY));
        return emit.emit(new Where(), nothing, emit.scalarLike(shares, 0), shares);
    }

    /** From B,L,heads*size to B,heads,L,size. */
    private static Value split(Value x, boolean flat, long heads, Emitter emit) {
        if (!flat) return x;
        return emit.transpose(emit.reshape(x, 0, 0, heads, -1), 0, 2, 1, 3);
    }

    private static Value joinedHeads(Value y, boolean flat, Emitter emit) {
        if (!flat) return y;
        return emit.reshape(emit.transpose(y, 0, 2, 1, 3), 0, 0, -1);
    }

    private static Value joined(Optional<Value> past, Value present, Emitter emit) {
        return past.map(each -> emit.concat(2, each, present)).orElse(present);
    }

    /** Each head of keys as often as it is asked. */
    static Value repeated(Value x, long times, long heads, Emitter emit) {
        if (times == 1) return x;
        if (times > MOST_HEADS / heads) throw new Refusal("more than " + MOST_HEADS + " heads");
        long[] picks = new long[(int) (times * heads)];
        for (int i = 0; i < picks.length; i++) picks[i] = i / times;
        return emit.emit(new Gather(1), x, emit.constant(Tensor.vector(picks)));
    }

    private static long heads(OnnxNode node, String attribute) {
        long heads = node.integer(attribute, 0);
        if (heads < 1) throw new Refusal("attribute " + attribute + " must be at least 1 with operands of rank 3");
        return heads;
    }

    private static long size(Value x, Emitter emit) {
        return emit.size(x, 1)
                .orElseThrow(() -> new Refusal("the number of heads of %" + x.name() + " must be known when importing"));
    }
}
