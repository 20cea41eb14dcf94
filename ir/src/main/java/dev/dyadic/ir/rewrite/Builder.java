// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.rewrite;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Fact;
import dev.dyadic.ir.infer.Inference;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.op.Source.Parameter;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a graph node by node; the type of each result is inferred as it is added. */
public final class Builder {

    private final String name;
    private final List<Value> inputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> definitions = new HashMap<>();
    private final Map<String, Fact> facts = new HashMap<>();
    private final Set<String> reserved = new HashSet<>();

    public Builder(String name) {
        this.name = name;
    }

    /** Keeps names for nodes that are added as they are. */
    void reserve(Collection<String> names) {
        reserved.addAll(names);
    }

    /** Adds an input; its name must be free. */
    public Value input(String wanted, Type type) {
        return input(wanted, Fact.of(type));
    }

    /** Adds an input of which more than the type is known, as inside a body. */
    public Value input(String wanted, Fact fact) {
        if (facts.containsKey(wanted)) throw new IllegalArgumentException("%" + wanted + " is defined twice");
        Value value = new Value(wanted, fact.type());
        inputs.add(value);
        facts.put(wanted, fact);
        definitions.put(wanted, new Node(List.of(value), new Parameter(), List.of()));
        return value;
    }

    /** Adds a node of one result; the name is made free by a suffix. */
    public Value emit(String wanted, Op op, Value... ins) {
        return emit(List.of(wanted), op, List.of(ins)).getFirst();
    }

    /** Adds a node; the names of its results are made free by suffixes. */
    public List<Value> emit(List<String> wanted, Op op, List<Value> ins) {
        List<String> names = new ArrayList<>();
        for (String each : wanted) names.add(free(each, names));
        List<Fact> known = Inference.infer(op, ins.stream().map(this::fact).toList(), names);
        List<Value> outs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) outs.add(new Value(names.get(i), known.get(i).type()));
        add(new Node(outs, op, ins), known);
        return outs;
    }

    /**
     * Adds a node of one result of which more is known than its op tells: what its elements stand for.
     *
     * @param type of the shape and the element that are inferred
     */
    public Value emitAs(String wanted, Op op, Type type, Value... ins) {
        String name = free(wanted, List.of());
        Type inferred = inferred(op, name, ins);
        if (!inferred.shape().equals(type.shape()) || !inferred.knownElement().equals(type.knownElement())) {
            throw new IllegalArgumentException("%" + name + " is " + inferred + ", not " + type);
        }
        Value value = new Value(name, type);
        add(new Node(List.of(value), op, List.of(ins)), List.of(Fact.of(type)));
        return value;
    }

    /**
     * The same, of the shape that is inferred.
     *
     * @param scalar of the element that is inferred
     */
    public Value emitAs(String wanted, Op op, Scalar scalar, Value... ins) {
        return emitAs(wanted, op, inferred(op, wanted, ins).with(scalar), ins);
    }

    private Type inferred(Op op, String name, Value... ins) {
        return Inference.infer(op, Stream.of(ins).map(this::fact).toList(), List.of(name)).getFirst().type();
    }

    /** Adds a constant. */
    public Value constant(String wanted, Tensor tensor) {
        return emit(wanted, new Constant(tensor));
    }

    /** Adds an i64 vector. */
    public Value sizes(String wanted, long... values) {
        return constant(wanted, Tensor.vector(values));
    }

    /** Adds a scalar. */
    public Value scalar(String wanted, Element element, double value) {
        return constant(wanted, Tensor.scalar(element, value));
    }

    /** Adds a node as it is, its types with it. */
    void keep(Node node) {
        List<Fact> known = new ArrayList<>();
        boolean constant = node.op() instanceof Constant;
        for (Value out : node.outs()) {
            known.add(constant ? Fact.of(((Constant) node.op()).value()) : Fact.of(out.type()));
        }
        add(node, known);
    }

    /** What is known of a value. */
    public Fact fact(Value value) {
        Fact fact = facts.get(value.name());
        if (fact == null) throw new IllegalArgumentException("%" + value.name() + " is not in this graph");
        return fact;
    }

    /** The node that defines a value; of an input one with a {@link Parameter}. */
    public Node definition(Value value) {
        Node node = definitions.get(value.name());
        if (node == null) throw new IllegalArgumentException("%" + value.name() + " is not in this graph");
        return node;
    }

    public boolean has(String value) {
        return facts.containsKey(value);
    }

    /** The finished graph. */
    public Graph build(Stage stage, List<Value> outputs) {
        return new Graph(name, stage, inputs, nodes, outputs);
    }

    private void add(Node node, List<Fact> known) {
        nodes.add(node);
        for (int i = 0; i < known.size(); i++) {
            String out = node.outs().get(i).name();
            if (facts.put(out, known.get(i)) != null) throw new IllegalArgumentException("%" + out + " is defined twice");
            definitions.put(out, node);
        }
    }

    private String free(String wanted, List<String> taken) {
        if (isFree(wanted, taken)) return wanted;
        int suffix = 1;
        while (!isFree(wanted + "." + suffix, taken)) suffix++;
        return wanted + "." + suffix;
    }

    private boolean isFree(String wanted, List<String> taken) {
        return !facts.containsKey(wanted) && !reserved.contains(wanted) && !taken.contains(wanted);
    }
}
