// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Movement.Slice;
import dev.dyadic.ir.op.Elementwise.Silu;
import java.util.ArrayList;
import java.util.List;

/** Convolutions over time that look back only, and hand over what they saw last. */
final class CausalConvolutions {

    private CausalConvolutions() {}

    static void register(Translations all) {
        all.put("CausalConvWithState", CausalConvolutions::causalConv);
    }

    /** {@code (x: B,C,T; w: C,1,K; bias: C; past: B,C,K-1) -> y, the last K-1 of past and x}. */
    private static List<Value> causalConv(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        Value w = node.in(1);
        long channels = emit.size(w, 0)
                .orElseThrow(() -> new Refusal("the number of channels must be known when importing"));
        Value kept = emit.sub(emit.dim(w, 2), emit.sizes(1));
        Value past = node.optional(3)
                .orElseGet(() -> Phrases.filled(0, x, emit.concat(0, emit.dim(x, 0), emit.dim(x, 1), kept), emit));
        Value all = emit.concat(2, past, x);
        List<Value> ins = new ArrayList<>(List.of(all, w));
        node.optional(2).ifPresent(ins::add);
        Value y = emit.emit(new Conv(List.of(), List.of(), List.of(), channels, AutoPad.EXPLICIT), ins);
        Value length = emit.dim(all, 2);
        Value state = emit.emit(new Slice(), all, emit.sub(length, kept), length, emit.sizes(2), emit.sizes(1));
        return List.of(activated(node.text("activation", "none"), y, emit), state);
    }

    private static Value activated(String activation, Value y, Emitter emit) {
        return switch (activation) {
            case "none", "" -> y;
            case "silu", "swish" -> emit.emit(new Silu(), y);
            default -> throw new Refusal("activation " + activation + ": it is none, silu or swish");
        };
    }
}
