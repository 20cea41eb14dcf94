// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.Control.If;
import dev.dyadic.ir.op.Control.Loop;
import dev.dyadic.ir.op.Control.Scan;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives the graphs within a graph constants of their own in place of those that are passed to them, so that what is known of a constant is
 * known there. Bodies that pass them on to theirs do so no more.
 */
public record SinkConstants() implements Pass {

    @Override public String name() { return "sink-constants"; }
    @Override public String summary() { return "Moves constants into the branches and loops that use them."; }
    @Override public Set<Stage> at() { return EnumSet.allOf(Stage.class); }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }
    @Override public Graph run(Graph graph, Context context) { return sunk(graph); }

    private static Graph sunk(Graph graph) {
        Map<String, Constant> constants = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Constant constant) constants.put(node.name(), constant);
            nodes.add(node.op() instanceof Control control ? sunk(node, control, constants) : node);
        }
        return nodes.equals(graph.nodes()) ? graph : graph.with(nodes);
    }

    private static Node sunk(Node node, Control control, Map<String, Constant> constants) {
        int first = firstCaptured(control);
        int offset = control instanceof If ? 1 : 0;
        List<Value> ins = new ArrayList<>(node.ins().subList(0, first));
        Map<Integer, Constant> moved = new HashMap<>();
        for (int i = first; i < node.ins().size(); i++) {
            Value in = node.in(i);
            if (constants.containsKey(in.name())) moved.put(i - offset, constants.get(in.name()));
            else ins.add(in);
        }
        Control within = switch (control) {
            case If(Graph then, Graph otherwise) -> new If(with(then, moved), with(otherwise, moved));
            case Loop(Graph body, int states) -> new Loop(with(body, moved), states);
            case Scan scan -> new Scan(with(scan.body(), moved), scan.states(), scan.inputAxes(), scan.inputDirections(),
                    scan.outputAxes(), scan.outputDirections());
        };
        return new Node(node.outs(), within, ins, node.kernel());
    }

    /** A body in which some inputs are constants instead, and its own bodies treated alike. */
    private static Graph with(Graph body, Map<Integer, Constant> moved) {
        List<Value> inputs = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < body.inputs().size(); i++) {
            Value input = body.inputs().get(i);
            if (moved.containsKey(i)) nodes.add(new Node(List.of(input), moved.get(i), List.of()));
            else inputs.add(input);
        }
        nodes.addAll(body.nodes());
        return sunk(new Graph(body.name(), body.stage(), inputs, nodes, body.outputs()));
    }

    /** The operand of an op from which on its bodies take what it captures. */
    private static int firstCaptured(Control control) {
        return switch (control) {
            case If _ -> 1;
            case Loop(_, int states) -> 2 + states;
            case Scan scan -> scan.states() + scan.inputAxes().size();
        };
    }
}
