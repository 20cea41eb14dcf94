// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.op.Movement.Identity;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.rewrite.Renaming;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Type;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.NodeProto;
import dev.dyadic.onnx.proto.TensorProto;
import dev.dyadic.onnx.proto.ValueInfoProto;
import dev.dyadic.onnx.translate.Emitter.Captures;
import dev.dyadic.plugin.fix.Fixed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Imports one graph: the model's, or one inside of a node. What is found wrong with a node is collected, its results count as
 * tainted, and the import goes on, so that other problems come to light; the graph is of no use then.
 */
final class GraphImport {

    private final ModelContext model;
    private final GraphProto proto;
    private final Scope scope;
    private final Builder builder;
    private final Names names;
    private final Set<String> tainted = new HashSet<>();

    private GraphImport(ModelContext model, GraphProto proto, Scope scope, String name) {
        this.model = model;
        this.proto = proto;
        this.scope = scope;
        this.builder = new Builder(name);
        this.names = new Names(Uses.defined(proto));
    }

    /** Imports a model's graph. */
    static Graph read(ModelContext model, GraphProto proto, Scope scope, String name) {
        GraphImport graph = new GraphImport(model, proto, scope, name);
        Map<String, Tensor> initializers = graph.initializers();
        graph.parameters(initializers);
        return graph.finish(initializers);
    }

    /**
     * Imports a graph inside of a node.
     *
     * @param scope of the node around
     * @param inputs what is known of the graph's own inputs
     * @param doubtful whether unknown types are no wonder, because the node's operands are tainted
     */
    static Graph read(
            ModelContext model,
            GraphProto proto,
            Scope scope,
            List<Fact> inputs,
            Captures captures,
            Map<String, Fact> facts,
            boolean doubtful) {
        String name = proto.getName().isEmpty() ? "body" : proto.getName();
        GraphImport graph = new GraphImport(model, proto, scope.inside(captures.absent()), name);
        graph.names.reserved().addAll(captures.passed().keySet());
        graph.names.reserved().addAll(captures.copied().keySet());
        Map<String, Tensor> initializers = graph.initializers();
        graph.ownInputs(inputs, doubtful);
        captures.passed().forEach((key, _) -> graph.define(key, graph.builder.input(key, facts.get(key)), doubtful));
        captures.copied().forEach((key, tensor) -> graph.define(key, graph.builder.constant(key, tensor), false));
        return graph.finish(initializers);
    }

    Builder builder() {
        return builder;
    }

    Names names() {
        return names;
    }

    ModelContext model() {
        return model;
    }

    boolean isTainted(Value value) {
        return tainted.contains(value.name());
    }

    /** Marks a value about which too little is known because of a problem that is listed already. */
    void taint(Value value) {
        tainted.add(value.name());
    }

    private Map<String, Tensor> initializers() {
        Map<String, Tensor> initializers = new LinkedHashMap<>();
        for (TensorProto initializer : proto.getInitializerList()) {
            String where = "initializer %" + initializer.getName();
            if (initializer.getName().isEmpty()) throw DyadicException.model("an initializer", "has no name.");
            Tensor tensor = model.tensors().tensor(initializer, where);
            if (initializers.put(initializer.getName(), tensor) != null) {
                throw DyadicException.model("%" + initializer.getName(), "is defined twice; every value has one definition.");
            }
        }
        if (proto.getSparseInitializerCount() == 0) return initializers;
        String name = proto.getSparseInitializer(0).getValues().getName();
        throw DyadicException.model("initializer %" + name, "is sparse; only dense tensors are supported.");
    }

    private void parameters(Map<String, Tensor> initializers) {
        List<Value> inputs = new ArrayList<>();
        for (ValueInfoProto input : proto.getInputList()) {
            String where = "input %" + input.getName();
            if (input.getName().isEmpty()) throw DyadicException.model("an input", "has no name.");
            Tensor value = initializers.get(input.getName());
            if (value == null) {
                inputs.add(new Value(input.getName(), model.types().input(input, where)));
                continue;
            }
            Type declared = model.types().declared(input, where);
            if (Types.agree(declared, value.type())) continue;
            throw DyadicException.model(where, "is declared as " + declared + ", but its initializer is " + value.type() + ".");
        }
        parameters(inputs, model.fixing().on(inputs));
    }

    private void parameters(List<Value> inputs, Fixed fixed) {
        for (Value input : inputs) {
            free(input.name());
            Tensor value = fixed.values().get(input.name());
            Type type = fixed.sized(input).type();
            define(input.name(), value == null ? builder.input(input.name(), type) : builder.constant(input.name(), value),
                    false);
        }
    }

    private void ownInputs(List<Fact> inputs, boolean doubtful) {
        if (inputs.size() != proto.getInputCount()) {
            throw DyadicException.model(label(), "has " + proto.getInputCount() + " inputs, its node gives it "
                    + inputs.size() + ".");
        }
        for (int i = 0; i < inputs.size(); i++) {
            String input = proto.getInput(i).getName();
            if (input.isEmpty()) throw DyadicException.model(label(), "an input has no name.");
            free(input);
            define(input, builder.input(input, inputs.get(i)), doubtful);
        }
    }

    private String label() {
        return proto.getName().isEmpty() ? "the graph" : "graph " + proto.getName();
    }

    private void free(String name) {
        if (builder.has(name)) throw DyadicException.model("%" + name, "is defined twice; every value has one definition.");
    }

    private void define(String name, Value value, boolean doubtful) {
        scope.values().put(name, value);
        if (doubtful && !value.type().isKnown()) taint(value);
    }

    private Graph finish(Map<String, Tensor> initializers) {
        List<NodeProto> nodes = NodeOrder.sort(proto.getNodeList());
        check(nodes, initializers);
        Set<String> used = new HashSet<>();
        for (NodeProto node : nodes) used.addAll(Uses.of(node));
        for (ValueInfoProto output : proto.getOutputList()) used.add(output.getName());
        initializers.forEach((name, tensor) -> {
            if (used.contains(name)) define(name, builder.constant(name, tensor), false);
        });
        for (NodeProto node : nodes) new NodeImport(this, scope, node).read();
        List<Value> outputs = outputs();
        Graph graph = Renaming.apply(builder.build(Stage.RAW, outputs), names.changes());
        return Sweep.dropDead(graph);
    }

    /** Nodes may not define what inputs and initializers define. */
    private void check(List<NodeProto> nodes, Map<String, Tensor> initializers) {
        for (NodeProto node : nodes) {
            for (String out : node.getOutputList()) {
                if (!scope.values().containsKey(out) && !initializers.containsKey(out)) continue;
                throw DyadicException.model("%" + out, "is defined twice; every value has one definition.");
            }
        }
    }

    private List<Value> outputs() {
        if (proto.getOutputCount() == 0) throw DyadicException.model(label(), "has no outputs.");
        List<Value> outputs = new ArrayList<>();
        Map<String, Value> seen = new HashMap<>();
        for (ValueInfoProto output : proto.getOutputList()) {
            String name = output.getName();
            Value value = scope.values().get(name);
            if (value == null) {
                String where = "output " + (name.isEmpty() ? "without a name" : "%" + name);
                model.refusals().add(Problem.of(where, "is not defined by any node, input or initializer."));
                continue;
            }
            if (seen.put(name, value) != null) throw DyadicException.model("output %" + name, "is listed twice.");
            outputs.add(output(output, value));
        }
        return outputs;
    }

    private Value output(ValueInfoProto output, Value value) {
        String name = output.getName();
        Type declared = model.types().declared(output, "output %" + name);
        boolean lies = declared.knownElement().isPresent()
                && value.type().knownElement().isPresent()
                && !declared.knownElement().equals(value.type().knownElement());
        if (lies) {
            model.refusals().add(Problem.of(
                    "output %" + name,
                    "is declared as " + declared.element() + ", but computed as " + value.type().element() + "."));
        }
        if (names.of(value.name()).equals(name)) return value;
        Value alias = builder.emit(name, new Identity(), value);
        names.give(alias.name(), name);
        return alias;
    }
}
