// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.widen;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.CustomOp;
import dev.dyadic.ir.op.Elementwise.BitCast;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Movement.Identity;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Source;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.rewrite.Renaming;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One walk that carries halves as f32. A half keeps its name and its type where it is still needed; the f32 in its place has a name of its
 * own, and takes over the half's where that is gone.
 */
final class Widening {

    private final Graph graph;
    private final boolean rounds;
    private final Set<String> names;
    private final Set<Value> outputs;
    private final List<Node> nodes = new ArrayList<>();
    /** Halves that a node defines. */
    private final Set<Value> defined = new HashSet<>();
    /** Those of them that a result was rounded to, which are next wanted as f32. */
    private final Set<Value> rounded = new HashSet<>();
    private final Map<Value, Tensor> constants = new HashMap<>();
    private final Map<Value, Value> wide = new HashMap<>();
    private final Map<Value, Value> same = new HashMap<>();
    private final Map<String, String> made = new LinkedHashMap<>();

    Widening(Graph graph, boolean rounds) {
        this.graph = graph;
        this.rounds = rounds;
        this.names = new HashSet<>(graph.values().stream().map(Value::name).toList());
        this.outputs = new HashSet<>(graph.outputs());
    }

    static boolean isHalf(Value value) {
        return value.type().knownElement().filter(Element::isHalf).isPresent();
    }

    Graph run() {
        graph.inputs().stream().filter(Widening::isHalf).forEach(defined::add);
        graph.nodes().forEach(this::visit);
        List<Value> returned = graph.outputs().stream().map(this::narrow).toList();
        Graph widened = Sweep.dropDead(new Graph(graph.name(), graph.stage(), graph.inputs(), nodes, returned));
        Set<String> left = new HashSet<>(widened.values().stream().map(Value::name).toList());
        Map<String, String> taken = new HashMap<>();
        made.forEach((name, half) -> {
            if (left.contains(name) && left.add(half)) taken.put(name, half);
        });
        return Renaming.apply(widened, taken);
    }

    private void visit(Node node) {
        boolean halves = node.ins().stream().anyMatch(Widening::isHalf) || node.outs().stream().anyMatch(Widening::isHalf);
        if (!halves) leave(node);
        else if (node.op() instanceof Cast(Element to, _)) cast(node, to);
        else if (node.op() instanceof Constant(Tensor tensor)) constant(node, tensor);
        else if (stays(node)) leave(node);
        else widen(node);
    }

    private boolean stays(Node node) {
        return switch (Effect.of(node.op())) {
            case KEEPS, ROUNDS -> false;
            case MOVES -> rounds && node.ins().stream().noneMatch(in -> wide.containsKey(in) || rounded.contains(in));
            case INSISTS -> rounds || switch (node.op()) {
                case Source _, BitCast _, Control _, CustomOp _ -> true;
                default -> false;
            };
        };
    }

    private void leave(Node node) {
        nodes.add(node.on(node.outs(), node.ins().stream().map(this::narrow).toList()));
        node.outs().stream().filter(Widening::isHalf).forEach(defined::add);
    }

    private void constant(Node node, Tensor tensor) {
        leave(node);
        constants.put(node.out(), tensor);
    }

    private void widen(Node node) {
        List<Value> ins = node.ins().stream().map(this::wide).toList();
        List<Value> outs = node.outs().stream().map(out -> isHalf(out) ? fresh(out) : out).toList();
        nodes.add(new Node(outs, wide(node.op()), ins, node.kernel()));
        boolean rounding = rounds && Effect.of(node.op()) == Effect.ROUNDS;
        for (int i = 0; i < outs.size(); i++) {
            Value half = node.outs().get(i);
            if (!isHalf(half)) continue;
            if (rounding) round(half, outs.get(i));
            else wide.put(half, outs.get(i));
        }
    }

    private static Op wide(Op op) {
        boolean half = op instanceof Dequantize(Element to, _, _) && to.isHalf();
        return half && op instanceof Dequantize(_, int axis, long block) ? new Dequantize(Element.F32, axis, block) : op;
    }

    private void round(Value half, Value exact) {
        nodes.add(new Node(List.of(half), new Cast(half.type().element(), true), List.of(exact)));
        defined.add(half);
        rounded.add(half);
    }

    private void cast(Node node, Element to) {
        Value in = node.in(0);
        Value out = node.out();
        if (to.isHalf()) narrowed(out, wide(in));
        else if (!to.equals(Element.F32)) nodes.add(node.on(node.outs(), List.of(wide(in))));
        else if (!wide.containsKey(in)) {
            nodes.add(node.on(node.outs(), List.of(narrow(in))));
            wide.put(in, out);
        } else if (outputs.contains(out)) nodes.add(new Node(List.of(out), new Identity(), List.of(wide(in))));
        else same.put(out, wide(in));
    }

    private void narrowed(Value half, Value from) {
        if (rounds) round(half, from);
        else if (from.type().element().equals(Element.F32)) wide.put(half, from);
        else wide.put(half, widened(half, from));
    }

    /** A value as it was. */
    private Value narrow(Value value) {
        if (!isHalf(value)) return same.getOrDefault(value, value);
        if (defined.add(value))
            nodes.add(new Node(List.of(value), new Cast(value.type().element(), true), List.of(wide.get(value))));
        return value;
    }

    /** A value, as f32 if it is a half. */
    private Value wide(Value value) {
        if (!isHalf(value)) return same.getOrDefault(value, value);
        Value known = wide.get(value);
        if (known != null) return known;
        Tensor tensor = constants.get(value);
        Value found = tensor == null ? widened(value, value) : constantOf(value, tensor);
        wide.put(value, found);
        return found;
    }

    private Value widened(Value half, Value from) {
        Value value = fresh(half);
        nodes.add(new Node(List.of(value), new Cast(Element.F32, true), List.of(from)));
        return value;
    }

    private Value constantOf(Value half, Tensor tensor) {
        Value value = fresh(half);
        nodes.add(new Node(List.of(value), new Constant(Tensor.of(tensor.sizes(), tensor.toFloats())), List.of()));
        return value;
    }

    /** An f32 for a half. */
    private Value fresh(Value half) {
        int suffix = 1;
        while (!names.add(half.name() + "." + suffix)) suffix++;
        Value value = new Value(half.name() + "." + suffix, half.type().with(Element.F32));
        made.put(value.name(), half.name());
        return value;
    }
}
