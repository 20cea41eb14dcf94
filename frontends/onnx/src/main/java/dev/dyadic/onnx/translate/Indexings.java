// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Mod;
import dev.dyadic.ir.op.Indexing.Combine;
import dev.dyadic.ir.op.Indexing.Compress;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Indexing.GatherElements;
import dev.dyadic.ir.op.Indexing.GatherNd;
import dev.dyadic.ir.op.Indexing.NonMaxSuppression;
import dev.dyadic.ir.op.Indexing.NonZero;
import dev.dyadic.ir.op.Indexing.OneHot;
import dev.dyadic.ir.op.Indexing.ScatterElements;
import dev.dyadic.ir.op.Indexing.ScatterNd;
import dev.dyadic.ir.op.Indexing.TopK;
import dev.dyadic.ir.op.Indexing.Unique;
import dev.dyadic.ir.op.Source.Range;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/** Ops that pick or place elements by index. */
final class Indexings {

    private Indexings() {}

    static void register(Translations all) {
        all.put("Gather", (node, emit) -> List.of(emit.emit(new Gather(node.small("axis", 0)), node.in(0), node.in(1))));
        all.put("GatherElements",
                (node, emit) -> List.of(emit.emit(new GatherElements(node.small("axis", 0)), node.in(0), node.in(1))));
        all.put("GatherND",
                (node, emit) -> List.of(emit.emit(new GatherNd(node.small("batch_dims", 0)), node.in(0), node.in(1))));
        all.put("Scatter", Indexings::scatterElements);
        all.put("ScatterElements", Indexings::scatterElements);
        all.put("ScatterND",
                (node, emit) -> List.of(emit.emit(new ScatterNd(combine(node)), node.in(0), node.in(1), node.in(2))));
        all.put("TensorScatter", Indexings::tensorScatter);
        all.put("Compress", (node, emit) -> List.of(emit.emit(new Compress(axis(node)), node.in(0), node.in(1))));
        all.put("NonZero", (node, emit) -> List.of(emit.emit(new NonZero(), node.in(0))));
        all.put("Unique", (node, emit) -> emit.emit(new Unique(axis(node), node.flag("sorted", true)), 4, List.of(node.in(0))));
        all.put("OneHot", Indexings::oneHot);
        all.put("TopK", Indexings::topK);
        all.put("NonMaxSuppression", Indexings::nonMaxSuppression);
    }

    private static OptionalInt axis(OnnxNode node) {
        return node.hasAttribute("axis") ? OptionalInt.of(node.small("axis", 0)) : OptionalInt.empty();
    }

    private static Combine combine(OnnxNode node) {
        return switch (node.text("reduction", "none")) {
            case "none" -> Combine.REPLACE;
            case "add" -> Combine.ADD;
            case "mul" -> Combine.MUL;
            case "min" -> Combine.MIN;
            case "max" -> Combine.MAX;
            default -> throw new Refusal("reduction " + node.text("reduction", "") + " is not supported");
        };
    }

    private static List<Value> scatterElements(OnnxNode node, Emitter emit) {
        ScatterElements op = new ScatterElements(node.small("axis", 0), combine(node));
        return List.of(emit.emit(op, node.in(0), node.in(1), node.in(2)));
    }

    /** Writes the steps of an update into a cache, from a position per batch entry on, round and round when circular. */
    private static List<Value> tensorScatter(OnnxNode node, Emitter emit) {
        Value cache = node.in(0);
        Value update = node.in(1);
        int rank = emit.rank(cache);
        int axis = emit.axis(cache, node.integer("axis", -2));
        if (axis == 0) throw new Refusal("axis 0 is the batch");
        Value steps = emit.emit(new Range(), emit.index(0), emit.squeeze(emit.dim(update, axis), 0), emit.index(1));
        if (axis < rank - 1) steps = emit.unsqueeze(steps, LongStream.range(1, rank - axis).toArray());
        Value positions = steps;
        if (node.has(2)) {
            Value starts = emit.cast(node.in(2), Element.I64);
            positions = emit.add(steps, emit.unsqueeze(starts, LongStream.range(1, rank).toArray()));
        }
        boolean circular = switch (node.text("mode", "linear")) {
            case "linear" -> false;
            case "circular" -> true;
            default -> throw new Refusal("mode " + node.text("mode", "") + " is not supported");
        };
        if (circular) positions = emit.emit(new Mod(), positions, emit.dim(cache, axis));
        Value indices = emit.expand(positions, emit.shape(update));
        return List.of(emit.emit(new ScatterElements(axis, Combine.REPLACE), cache, indices, update));
    }

    private static List<Value> oneHot(OnnxNode node, Emitter emit) {
        Value indices = emit.cast(node.in(0), Element.I64);
        Value depth = emit.cast(Phrases.scalar(node.in(1), emit), Element.I64);
        return List.of(emit.emit(new OneHot(node.small("axis", -1)), indices, depth, node.in(2)));
    }

    private static List<Value> topK(OnnxNode node, Emitter emit) {
        Value k = node.version() < 10 ? emit.sizes(node.integer("k", 0)) : node.in(1);
        TopK op = new TopK(node.small("axis", -1), node.flag("largest", true), node.flag("sorted", true));
        return emit.emit(op, 2, List.of(node.in(0), k));
    }

    private static List<Value> nonMaxSuppression(OnnxNode node, Emitter emit) {
        Value most = node.has(2) ? Phrases.scalar(node.in(2), emit) : emit.index(0);
        Value overlap = node.has(3) ? Phrases.scalar(node.in(3), emit) : emit.scalar(Element.F32, 0);
        Value threshold = node.has(4)
                ? Phrases.scalar(node.in(4), emit)
                : emit.scalar(Element.F32, Double.NEGATIVE_INFINITY);
        NonMaxSuppression op = new NonMaxSuppression(node.flag("center_point_box", false));
        return List.of(emit.emit(op, node.in(0), node.in(1), most, overlap, threshold));
    }
}
