// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.op.Control.If;
import dev.dyadic.ir.op.Control.Loop;
import dev.dyadic.ir.op.Control.Scan;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.translate.Emitter.Captures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ops that hold graphs. What the graphs use of the graph around them becomes operands. */
final class Controls {

    /** Types of states only ever lose what is known of them, so this many rounds never happen. */
    private static final int MOST_ROUNDS = 64;

    private Controls() {}

    static void register(Translations all) {
        all.put("If", Controls::branch);
        all.put("Loop", Controls::loop);
        all.put("Scan", Controls::scan);
    }

    private static List<Value> branch(OnnxNode node, Emitter emit) {
        GraphProto then = node.graph("then_branch");
        GraphProto otherwise = node.graph("else_branch");
        Optional<Tensor> known = emit.constantOf(node.in(0)).filter(condition -> condition.count() == 1);
        if (known.isPresent()) return emit.bodies().inline(known.get().getBoolean(0) ? then : otherwise);
        Captures captures = emit.bodies().captures(List.of(then, otherwise));
        If op = new If(
                emit.bodies().read(then, List.of(), captures), emit.bodies().read(otherwise, List.of(), captures));
        int results = op.then().outputs().size();
        if (op.otherwise().outputs().size() != results) throw new Refusal("its branches have different numbers of outputs");
        List<Value> ins = new ArrayList<>(List.of(Phrases.scalar(node.in(0), emit)));
        ins.addAll(captures.values());
        return emit.emit(op, results, ins);
    }

    private static List<Value> loop(OnnxNode node, Emitter emit) {
        Value trips = node.has(0)
                ? emit.cast(Phrases.scalar(node.in(0), emit), Element.I64)
                : emit.index(Long.MAX_VALUE);
        Value condition = node.has(1) ? Phrases.scalar(node.in(1), emit) : emit.scalar(Element.BOOL, 1);
        List<Value> states = from(node, 2);
        GraphProto proto = node.graph("body");
        Captures captures = emit.bodies().captures(List.of(proto));
        List<Fact> own = List.of(Fact.of(Type.of(Element.I64)), Fact.of(Type.of(Element.BOOL)));
        Graph body = steady(proto, own, states, List.of(), 1, captures, emit);
        List<Value> ins = new ArrayList<>(List.of(trips, condition));
        ins.addAll(states);
        ins.addAll(captures.values());
        return emit.emit(new Loop(body, states.size()), body.outputs().size() - 1, ins);
    }

    private static List<Value> scan(OnnxNode node, Emitter emit) {
        if (node.version() < 9) throw new Refusal("its form of op set 8, with a batch axis, is not supported");
        int scanned = node.small("num_scan_inputs", 0);
        int count = node.inputs() - scanned;
        if (scanned < 1 || count < 0) throw new Refusal("attribute num_scan_inputs is " + scanned + ", out of range");
        List<Value> all = from(node, 0);
        List<Value> states = all.subList(0, count);
        List<Integer> axes = entries(node, "scan_input_axes", scanned);
        List<Fact> slices = new ArrayList<>();
        for (int i = 0; i < scanned; i++) slices.add(slice(all.get(count + i), axes.get(i), emit));
        GraphProto proto = node.graph("body");
        Captures captures = emit.bodies().captures(List.of(proto));
        Graph body = steady(proto, List.of(), states, slices, 0, captures, emit);
        int outs = body.outputs().size() - count;
        Scan op = new Scan(
                body,
                count,
                axes,
                entries(node, "scan_input_directions", scanned),
                entries(node, "scan_output_axes", outs),
                entries(node, "scan_output_directions", outs));
        List<Value> ins = new ArrayList<>(all);
        ins.addAll(captures.values());
        return emit.emit(op, body.outputs().size(), ins);
    }

    private static List<Value> from(OnnxNode node, int first) {
        List<Value> ins = new ArrayList<>();
        for (int i = first; i < node.inputs(); i++) ins.add(node.in(i));
        return ins;
    }

    /**
     * Reads a body whose states have types that hold in every round: where a round changes what is known of a state, that is
     * forgotten and the body read again.
     *
     * @param before what is known of its inputs before the states
     * @param after what is known of those after
     * @param first where the states begin among its outputs
     */
    private static Graph steady(
            GraphProto proto,
            List<Fact> before,
            List<Value> states,
            List<Fact> after,
            int first,
            Captures captures,
            Emitter emit) {
        List<Type> types = new ArrayList<>(
                states.stream().map(state -> emit.fact(state).type()).toList());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Fact> inputs = new ArrayList<>(before);
            for (Type type : types) inputs.add(Fact.of(type));
            inputs.addAll(after);
            Graph body = emit.bodies().read(proto, inputs, captures);
            if (body.outputs().size() < first + states.size()) {
                throw new Refusal("its body has " + body.outputs().size() + " outputs, fewer than its states need");
            }
            boolean steady = true;
            for (int i = 0; i < types.size(); i++) {
                Type joined = join(types.get(i), body.outputs().get(first + i).type());
                steady &= joined.equals(types.get(i));
                types.set(i, joined);
            }
            if (steady) return body;
        }
        throw new IllegalStateException("the types of the states do not settle");
    }

    /** What holds of both. */
    private static Type join(Type a, Type b) {
        Type known = a.knownElement().equals(b.knownElement()) ? a : Type.UNKNOWN.with(a.shape());
        boolean ranks = a.shape().ranked() && b.shape().ranked() && a.shape().rank() == b.shape().rank();
        if (!ranks) return known.with(Shape.unranked());
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < a.shape().rank(); i++) {
            Dim dim = a.shape().dim(i);
            dims.add(dim.equals(b.shape().dim(i)) ? dim : Dim.UNKNOWN);
        }
        return known.with(Shape.of(dims));
    }

    private static Fact slice(Value x, int axis, Emitter emit) {
        Type type = emit.fact(x).type();
        if (!type.shape().ranked()) return Fact.of(type);
        List<Dim> dims = new ArrayList<>(type.shape().dims());
        dims.remove(emit.axis(x, axis));
        return Fact.of(type.with(Shape.of(dims)));
    }

    private static List<Integer> entries(OnnxNode node, String attribute, int count) {
        List<Long> given = node.integers(attribute);
        if (!given.isEmpty() && given.size() != count) {
            throw new Refusal("attribute " + attribute + " has " + given.size() + " entries, it should have " + count);
        }
        List<Integer> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) entries.add(given.isEmpty() ? 0 : Math.toIntExact(given.get(i)));
        return entries;
    }
}
