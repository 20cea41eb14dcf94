// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.Control.If;
import dev.dyadic.ir.op.Control.Loop;
import dev.dyadic.ir.op.Control.Scan;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types of a whole graph, from its inputs on. */
public final class GraphTypes {

    private final Map<String, Fact> facts = new HashMap<>();
    private final boolean trusting;

    /** Whether shapes that a graph declares count; in a body they may be those of its first run only. */
    private GraphTypes(boolean trusting) {
        this.trusting = trusting;
    }

    /**
     * The graph with all types worked out anew from those of its inputs, bodies included. Sizes of inputs about which nothing is
     * known are named after the input. What the graph says of a value and inference does not find out is kept.
     *
     * @throws DyadicException if an op cannot take its operands, or a value is declared as what it cannot be
     */
    public static Graph infer(Graph graph) {
        List<Fact> inputs = new ArrayList<>();
        for (Value input : graph.inputs()) inputs.add(Fact.of(named(input).type()));
        return new GraphTypes(true).typed(graph, inputs);
    }

    /** An input whose sizes all have names; those about which nothing is known are named after it. */
    public static Value named(Value input) {
        return input.as(input.type().with(Declared.named(input.name(), input.type().shape())));
    }

    /** A body with all types worked out from what is known of its inputs; shapes it declares do not count. */
    static Graph body(Graph graph, List<Fact> inputs) {
        return new GraphTypes(false).typed(graph, inputs);
    }

    /** The values of which the element, the rank or a size is not known, bodies included; none in a typed graph. */
    public static List<Problem> unknown(Graph graph) {
        List<Problem> problems = new ArrayList<>();
        for (Value input : graph.inputs()) unknown(input, problems);
        for (Node node : graph.nodes()) {
            for (Value out : node.outs()) unknown(out, problems);
            for (Graph body : bodies(node.op())) problems.addAll(unknown(body));
        }
        return problems;
    }

    private static void unknown(Value value, List<Problem> problems) {
        Type type = value.type();
        if (type.isKnown()) return;
        String what = type.knownElement().isEmpty() ? "its element" : type.shape().ranked() ? "a size" : "its rank";
        problems.add(Problem.of("%" + value.name(), "is " + type + "; " + what + " is not known."));
    }

    /** The graphs an op runs, none for most. */
    public static List<Graph> bodies(Op op) {
        return op instanceof Control control
                ? switch (control) {
                    case If(Graph then, Graph otherwise) -> List.of(then, otherwise);
                    case Loop(Graph body, _) -> List.of(body);
                    case Scan scan -> List.of(scan.body());
                }
                : List.of();
    }

    private Graph typed(Graph graph, List<Fact> known) {
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) inputs.add(define(graph.inputs().get(i), "input", known.get(i)));
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) nodes.add(typed(node));
        return new Graph(graph.name(), graph.stage(), inputs, nodes, graph.outputs().stream().map(this::typed).toList());
    }

    private Node typed(Node node) {
        List<Fact> ins = node.ins().stream().map(in -> facts.get(in.name())).toList();
        Op op = node.op() instanceof Control control ? BodyTypes.infer(control, ins) : node.op();
        List<String> names = node.outs().stream().map(Value::name).toList();
        List<Fact> results = Inference.infer(op, ins, names);
        List<Value> outs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) outs.add(define(node.outs().get(i), op.mnemonic(), results.get(i)));
        return new Node(outs, op, node.ins().stream().map(this::typed).toList(), node.kernel());
    }

    private Value typed(Value value) {
        return value.as(facts.get(value.name()).type());
    }

    private Value define(Value value, String what, Fact fact) {
        Value declared = trusting ? value : value.as(value.type().with(Shape.unranked()));
        Fact refined = Declared.refined(fact, declared, what);
        facts.put(value.name(), refined);
        return value.as(refined.type());
    }

    /** A size named after a value. */
    static Dim fresh(String value, int axis) {
        return Dim.named(Site.name(value) + "_" + axis);
    }
}
