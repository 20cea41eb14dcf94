// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Movement.Slice;
import dev.dyadic.ir.op.Movement.Split;
import java.util.List;

/** Rotary position embedding (Su et al. 2021): pairs of elements are turned by an angle that grows with the position. */
final class Rotations {

    private Rotations() {}

    static void register(Translations all) {
        all.put("RotaryEmbedding", Rotations::rotary);
    }

    /**
     * {@code (x: B,heads,S,size or B,S,heads*size; cos; sin; positions: B,S)}. Cosines and sines are tables of positions, or,
     * without positions, given for each element of the sequence.
     */
    private static List<Value> rotary(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        boolean flat = emit.rank(x) == 3;
        long heads = node.integer("num_heads", 0);
        if (flat && heads < 1) throw new Refusal("attribute num_heads must be at least 1 with an operand of rank 3");
        Value parts = flat ? emit.reshape(x, 0, 0, heads, -1) : x;
        Value cos = angles(node, 1, flat, emit);
        Value sin = angles(node, 2, flat, emit);
        long turning = node.integer("rotary_embedding_dim", 0);
        boolean interleaved = node.flag("interleaved", false);
        Value y;
        if (turning == 0) {
            y = turned(parts, cos, sin, interleaved, emit);
        } else {
            Value turned = turned(emit.slice(parts, 3, 0, turning), cos, sin, interleaved, emit);
            y = emit.concat(3, turned, emit.slice(parts, 3, turning, Long.MAX_VALUE));
        }
        return List.of(flat ? Phrases.shapedLike(y, x, emit) : y);
    }

    private static Value angles(OnnxNode node, int i, boolean flat, Emitter emit) {
        Value table = node.in(i);
        Value each = node.has(3) ? emit.emit(new Gather(0), table, node.in(3)) : table;
        return emit.unsqueeze(each, flat ? 2 : 1);
    }

    /** The two of a pair lie half the size apart, or side by side. */
    private static Value turned(Value x, Value cos, Value sin, boolean interleaved, Emitter emit) {
        List<Value> pair = interleaved
                ? List.of(everySecond(x, 0, emit), everySecond(x, 1, emit))
                : emit.emit(new Split(3), 2, List.of(x));
        Value a = pair.getFirst();
        Value b = pair.getLast();
        Value real = emit.sub(emit.mul(cos, a), emit.mul(sin, b));
        Value imaginary = emit.add(emit.mul(sin, a), emit.mul(cos, b));
        if (!interleaved) return emit.concat(3, real, imaginary);
        Value pairs = emit.concat(4, emit.unsqueeze(real, 4), emit.unsqueeze(imaginary, 4));
        return emit.reshape(pairs, 0, 0, 0, -1);
    }

    private static Value everySecond(Value x, long start, Emitter emit) {
        return emit.emit(
                new Slice(), x, emit.sizes(start), emit.sizes(Long.MAX_VALUE), emit.sizes(3), emit.sizes(2));
    }
}
