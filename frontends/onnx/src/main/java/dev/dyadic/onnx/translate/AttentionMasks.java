// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Less;
import dev.dyadic.ir.op.Elementwise.Where;
import dev.dyadic.ir.op.Movement.Pad;
import dev.dyadic.ir.op.Source.Range;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.Optional;

/** What is added to the scores of an attention: 0 where a query sees a key, minus infinity where it does not. */
final class AttentionMasks {

    private static final double HIDDEN = Double.NEGATIVE_INFINITY;

    private AttentionMasks() {}

    /**
     * The sum of the mask, of not seeing the future, and of not seeing what lies behind the length of a sequence; empty if all
     * is seen.
     *
     * @param q B,heads,L,size
     * @param key B,heads,S,size, those of the past included
     */
    static Optional<Value> bias(OnnxNode node, Value q, Value key, Emitter emit) {
        Optional<Value> bias = node.optional(3).map(mask -> padded(node, number(mask, emit), key, emit));
        if (node.flag("is_causal", false)) bias = plus(bias, causal(node, q, key, emit), emit);
        if (node.has(6)) bias = plus(bias, lengths(node.in(6), key, emit), emit);
        return bias;
    }

    private static Optional<Value> plus(Optional<Value> bias, Value more, Emitter emit) {
        return Optional.of(bias.map(each -> emit.add(each, emit.cast(more, emit.element(each)))).orElse(more));
    }

    private static Value number(Value mask, Emitter emit) {
        if (!emit.element(mask).equals(Element.BOOL)) return mask;
        return emit.emit(new Where(), mask, emit.scalar(Element.F32, 0), emit.scalar(Element.F32, HIDDEN));
    }

    /** Since opset 24 a mask may end early; the keys behind it are hidden. */
    private static Value padded(OnnxNode node, Value mask, Value key, Emitter emit) {
        if (node.version() < 24) return mask;
        int last = emit.rank(mask) - 1;
        Dim have = emit.fact(mask).shape().dim(last);
        Shape keys = emit.fact(key).shape();
        if (have.is(1) || keys.ranked() && Phrases.same(have, keys.dim(2))) return mask;
        Value missing = emit.sub(emit.dim(key, 2), emit.dim(mask, last));
        Value pads = emit.concat(0, emit.sizes(0), missing);
        return emit.emit(new Pad(Pad.Mode.CONSTANT), mask, pads, emit.scalarLike(mask, HIDDEN), emit.sizes(-1));
    }

    /** Query i sees keys up to i, counted after those of the past, or back from the end of its sequence. */
    private static Value causal(OnnxNode node, Value q, Value key, Emitter emit) {
        Value rows = emit.unsqueeze(counting(emit.dim(q, 2), emit), 1);
        Value columns = emit.unsqueeze(counting(emit.dim(key, 2), emit), 0);
        if (node.has(4)) rows = emit.add(rows, emit.dim(node.in(4), 2));
        if (node.has(6)) {
            Value offset = emit.sub(emit.cast(node.in(6), Element.I64), emit.dim(q, 2));
            rows = emit.add(rows, emit.unsqueeze(offset, 1, 2, 3));
        }
        Value future = emit.emit(new Less(), rows, columns);
        return emit.emit(new Where(), future, emit.scalar(Element.F32, HIDDEN), emit.scalar(Element.F32, 0));
    }

    private static Value lengths(Value lengths, Value key, Emitter emit) {
        Value ends = emit.unsqueeze(emit.cast(lengths, Element.I64), 1, 2, 3);
        Value inside = emit.emit(new Less(), counting(emit.dim(key, 2), emit), ends);
        return number(inside, emit);
    }

    /** 0, 1, ... below a size that is a vector of one element. */
    private static Value counting(Value size, Emitter emit) {
        return emit.emit(new Range(), emit.index(0), emit.squeeze(size, 0), emit.index(1));
    }
}
