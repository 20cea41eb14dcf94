// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Recurrence.Direction;
import dev.dyadic.ir.op.Recurrence.Gru;
import dev.dyadic.ir.op.Recurrence.Lstm;
import dev.dyadic.ir.op.Recurrence.Rnn;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.List;

/** Recurrent layers. What a node leaves out is given as zeros, lengths as the whole of time. */
final class Recurrences {

    private static final long BATCH_FIRST = 1;

    private Recurrences() {}

    static void register(Translations all) {
        all.put("RNN", Recurrences::rnn);
        all.put("GRU", Recurrences::gru);
        all.put("LSTM", Recurrences::lstm);
    }

    private static List<Value> rnn(OnnxNode node, Emitter emit) {
        Direction direction = direction(node);
        Activations activations = Activations.of(node, List.of("Tanh"), directions(direction));
        var op = new Rnn(
                direction, hidden(node, emit), activations.names(), activations.alpha(), activations.beta(), clip(node));
        return layer(node, op, 1, emit);
    }

    private static List<Value> gru(OnnxNode node, Emitter emit) {
        Direction direction = direction(node);
        Activations activations = Activations.of(node, List.of("Sigmoid", "Tanh"), directions(direction));
        var op = new Gru(
                direction,
                hidden(node, emit),
                activations.names(),
                activations.alpha(),
                activations.beta(),
                clip(node),
                node.flag("linear_before_reset", false));
        return layer(node, op, 3, emit);
    }

    private static List<Value> lstm(OnnxNode node, Emitter emit) {
        Direction direction = direction(node);
        Activations activations = Activations.of(node, List.of("Sigmoid", "Tanh", "Tanh"), directions(direction));
        var op = new Lstm(
                direction,
                hidden(node, emit),
                activations.names(),
                activations.alpha(),
                activations.beta(),
                clip(node),
                node.flag("input_forget", false));
        return layer(node, op, 4, emit);
    }

    private static List<Value> layer(OnnxNode node, Op op, int gates, Emitter emit) {
        boolean batchFirst = node.integer("layout", 0) == BATCH_FIRST;
        Value x = batchFirst ? emit.transpose(node.in(0), 1, 0, 2) : node.in(0);
        int directions = directions(direction(node));
        long hidden = hidden(node, emit);
        Value bias = node.optional(3).orElseGet(() -> zeros(x, emit.sizes(directions, 2 * gates * hidden), emit));
        Value lengths = node.optional(4).orElseGet(() -> lengths(x, emit));
        List<Value> ins = new ArrayList<>(List.of(x, node.in(1), node.in(2), bias, lengths));
        ins.add(state(node, 5, x, emit));
        if (op instanceof Lstm) {
            ins.add(state(node, 6, x, emit));
            ins.add(node.optional(7).orElseGet(() -> zeros(x, emit.sizes(directions, 3 * hidden), emit)));
        }
        List<Value> results = emit.emit(op, op instanceof Lstm ? 3 : 2, ins);
        if (!batchFirst) return results;
        List<Value> moved = new ArrayList<>();
        moved.add(node.wants(0) ? emit.transpose(results.getFirst(), 2, 0, 1, 3) : results.getFirst());
        for (int i = 1; i < results.size(); i++) {
            moved.add(node.wants(i) ? emit.transpose(results.get(i), 1, 0, 2) : results.get(i));
        }
        return moved;
    }

    /** An initial state: directions, batch, hidden. */
    private static Value state(OnnxNode node, int i, Value x, Emitter emit) {
        boolean batchFirst = node.integer("layout", 0) == BATCH_FIRST;
        if (node.has(i)) return batchFirst ? emit.transpose(node.in(i), 1, 0, 2) : node.in(i);
        Value directions = emit.sizes(directions(direction(node)));
        return zeros(x, emit.concat(0, directions, emit.dim(x, 1), emit.sizes(hidden(node, emit))), emit);
    }

    private static Value zeros(Value like, Value shape, Emitter emit) {
        return Phrases.filled(0, like, shape, emit);
    }

    private static Value lengths(Value x, Emitter emit) {
        return emit.expand(emit.cast(emit.dim(x, 0), Element.I32), emit.dim(x, 1));
    }

    /** The attribute, or else what the recurrent weights say. */
    private static long hidden(OnnxNode node, Emitter emit) {
        if (node.hasAttribute("hidden_size")) return node.integer("hidden_size", 0);
        return emit.size(node.in(2), 2).orElseThrow(() -> new Refusal("attribute hidden_size is missing"));
    }

    /** ONNX bounds what goes into the activations to [-clip, clip]. */
    private static double clip(OnnxNode node) {
        return node.real("clip", 0);
    }

    private static int directions(Direction direction) {
        return direction == Direction.BIDIRECTIONAL ? 2 : 1;
    }

    private static Direction direction(OnnxNode node) {
        String word = node.text("direction", "forward");
        return switch (word) {
            case "forward" -> Direction.FORWARD;
            case "reverse" -> Direction.REVERSE;
            case "bidirectional" -> Direction.BIDIRECTIONAL;
            default -> throw new Refusal("direction " + word + ": it is forward, reverse or bidirectional");
        };
    }
}
