// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Max;
import dev.dyadic.ir.op.Elementwise.Min;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Movement.Pad;
import dev.dyadic.ir.op.Movement.Slice;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Cutting off and padding. */
final class Slices {

    private Slices() {}

    static void register(Translations all) {
        all.put("Slice", Slices::slice);
        all.put("Pad", Slices::pad);
        all.put("CenterCropPad", Slices::centerCropPad);
    }

    private static List<Value> slice(OnnxNode node, Emitter emit) {
        boolean attributes = node.version() < 10;
        Value starts = attributes ? emit.sizes(node.integers("starts")) : node.in(1);
        Value ends = attributes ? emit.sizes(node.integers("ends")) : node.in(2);
        long count = count(starts, emit);
        Value axes = node.hasAttribute("axes")
                ? emit.sizes(node.integers("axes"))
                : node.optional(3).orElseGet(() -> emit.sizes(LongStream.range(0, count).toArray()));
        Value steps = node.optional(4).orElseGet(() -> emit.sizes(ones(count)));
        return List.of(emit.emit(new Slice(), node.in(0), starts, ends, axes, steps));
    }

    private static long count(Value vector, Emitter emit) {
        Shape shape = emit.fact(vector).shape();
        boolean known = shape.ranked() && shape.rank() == 1 && shape.dim(0).isConstant();
        if (known && shape.dim(0).constant() <= 1024) return shape.dim(0).constant();
        throw new Refusal(Refusal.Cause.UNKNOWN_OPERAND, "the number of its starts must be known when importing");
    }

    private static long[] ones(long count) {
        long[] ones = new long[Math.toIntExact(count)];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static List<Value> pad(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        boolean attributes = node.version() < 11;
        List<Long> old = node.integers(node.hasAttribute("paddings") ? "paddings" : "pads");
        List<Value> ins = new ArrayList<>(List.of(x, attributes ? emit.sizes(old) : node.in(1)));
        if (attributes) ins.add(emit.scalarLike(x, node.real("value", 0)));
        else ins.add(node.has(2) ? Phrases.scalar(node.in(2), emit) : emit.scalarLike(x, 0));
        if (node.has(3)) ins.add(node.in(3));
        return List.of(emit.emit(new Pad(mode(node.text("mode", "constant"))), ins));
    }

    private static Pad.Mode mode(String mode) {
        return switch (mode) {
            case "constant" -> Pad.Mode.CONSTANT;
            case "reflect" -> Pad.Mode.REFLECT;
            case "edge" -> Pad.Mode.EDGE;
            case "wrap" -> Pad.Mode.WRAP;
            default -> throw new Refusal("mode " + mode + " is not supported");
        };
    }

    /** What is too long loses as much at both ends, what is too short gains zeros; of an odd number one more at the end. */
    private static List<Value> centerCropPad(OnnxNode node, Emitter emit) {
        Value x = node.in(0);
        long[] all = LongStream.range(0, emit.rank(x)).toArray();
        Value axes = node.hasAttribute("axes") ? emit.sizes(positive(node.integers("axes"), all.length)) : emit.sizes(all);
        Value wanted = emit.cast(node.in(1), Element.I64);
        Value sizes = emit.emit(new Gather(0), emit.shape(x), axes);
        Value two = emit.index(2);
        Value kept = emit.emit(new Min(), sizes, wanted);
        Value start = emit.div(emit.sub(sizes, kept), two);
        Value steps = emit.sizes(ones(count(axes, emit)));
        Value cropped = emit.emit(new Slice(), x, start, emit.add(start, kept), axes, steps);
        Value missing = emit.emit(new Max(), emit.sub(wanted, kept), emit.index(0));
        Value before = emit.div(missing, two);
        Value pads = emit.concat(0, before, emit.sub(missing, before));
        return List.of(emit.emit(new Pad(Pad.Mode.CONSTANT), cropped, pads, emit.scalarLike(x, 0), axes));
    }

    private static List<Long> positive(List<Long> axes, int rank) {
        return axes.stream().map(axis -> axis < 0 ? axis + rank : axis).toList();
    }
}
