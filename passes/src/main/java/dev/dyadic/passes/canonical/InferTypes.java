// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.infer.Inference;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.pipeline.StageChecks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives every value its element and shape, from the types of the inputs on. What the graph says of a value already is kept where the
 * inference does not know better, and is an error where it contradicts.
 */
public record InferTypes() implements Pass {

    @Override public String name() { return "infer-types"; }
    @Override public String summary() { return "Gives every value its element and shape."; }
    @Override public Set<Stage> at() { return Set.of(Stage.RAW, Stage.TYPED); }
    @Override public Stage leaves(Stage now) { return Stage.TYPED; }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }

    @Override public Graph run(Graph graph, Context context) {
        Map<String, Fact> facts = new HashMap<>();
        for (Value input : graph.inputs()) facts.put(input.name(), Fact.of(input.type()));
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) nodes.add(infer(node, facts));
        List<Value> outputs = graph.outputs().stream().map(out -> typed(out, facts)).toList();
        Graph typed = new Graph(graph.name(), Stage.TYPED, graph.inputs(), nodes, outputs);
        List<Problem> problems = StageChecks.check(typed).stream()
                .map(problem -> new Problem(problem.where(), problem.what(), "Give the inputs their elements and sizes."))
                .toList();
        if (!problems.isEmpty()) throw new DyadicException(Fault.MODEL, problems);
        return typed;
    }

    private static Node infer(Node node, Map<String, Fact> facts) {
        List<Fact> ins = node.ins().stream().map(in -> facts.get(in.name())).toList();
        List<String> names = node.outs().stream().map(Value::name).toList();
        List<Fact> known = Inference.infer(node.op(), ins, names);
        List<Value> outs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Fact fact = known.get(i);
            Type type = merge(node.outs().get(i), fact.type(), node.op().mnemonic());
            facts.put(names.get(i), new Fact(type, fact.constant(), fact.elements()));
            outs.add(new Value(names.get(i), type));
        }
        return new Node(outs, node.op(), node.ins().stream().map(in -> typed(in, facts)).toList());
    }

    private static Value typed(Value value, Map<String, Fact> facts) {
        return value.as(facts.get(value.name()).type());
    }

    private static Type merge(Value declared, Type inferred, String mnemonic) {
        Type said = declared.type();
        Optional<Element> right = inferred.knownElement();
        boolean sameElement = right.isEmpty() || said.knownElement().isEmpty() || right.equals(said.knownElement());
        Optional<Shape> shape = merge(said.shape(), inferred.shape());
        if (!sameElement || shape.isEmpty()) {
            String what = "the model says it is " + said + ", but it is " + inferred + ".";
            throw DyadicException.model(mnemonic + " %" + declared.name(), what);
        }
        return new Type(shape.get(), said.knownElement().isPresent() ? said.scalar() : inferred.scalar());
    }

    private static Optional<Shape> merge(Shape said, Shape inferred) {
        if (!inferred.ranked()) return Optional.of(said);
        if (!said.ranked()) return Optional.of(inferred);
        if (said.rank() != inferred.rank()) return Optional.empty();
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < said.rank(); axis++) {
            Dim one = said.dim(axis);
            Dim other = inferred.dim(axis);
            if (one.isKnown() && one.isConstant() && other.isKnown() && other.isConstant() && !one.equals(other))
                return Optional.empty();
            dims.add(other.isKnown() ? other : one);
        }
        return Optional.of(Shape.of(dims));
    }
}
