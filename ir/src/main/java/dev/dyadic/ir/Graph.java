// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program: nodes in the order they run. Every value is defined once, before it is used; a use is equal to its definition,
 * type and all. A graph that breaks these rules cannot be built.
 */
public record Graph(String name, Stage stage, List<Value> inputs, List<Node> nodes, List<Value> outputs) {

    public Graph {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        List<Problem> problems = problems(inputs, nodes, outputs);
        if (!problems.isEmpty()) throw new DyadicException(DyadicException.Fault.MODEL, problems);
    }

    public Graph with(Stage other) {
        return new Graph(name, other, inputs, nodes, outputs);
    }

    public Graph with(List<Node> others) {
        return new Graph(name, stage, inputs, others, outputs);
    }

    /** The same nodes with other outputs. */
    public Graph returning(List<Value> others) {
        return new Graph(name, stage, inputs, nodes, others);
    }

    /** Each value's defining node; inputs have none. */
    public Map<String, Node> definitions() {
        Map<String, Node> definitions = new HashMap<>();
        for (Node node : nodes) {
            for (Value out : node.outs()) definitions.put(out.name(), node);
        }
        return definitions;
    }

    /** All values, inputs first, in the order they are defined. */
    public List<Value> values() {
        List<Value> values = new ArrayList<>(inputs);
        for (Node node : nodes) values.addAll(node.outs());
        return values;
    }

    /** The names used by a node or returned. */
    public Set<String> used() {
        Set<String> used = new HashSet<>();
        for (Node node : nodes) {
            for (Value in : node.ins()) used.add(in.name());
        }
        for (Value out : outputs) used.add(out.name());
        return used;
    }

    private static List<Problem> problems(List<Value> inputs, List<Node> nodes, List<Value> outputs) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Value> defined = new HashMap<>();
        for (Value input : inputs) define(input, defined, problems);
        for (Node node : nodes) {
            for (Value in : node.ins()) use(in, node.op().mnemonic() + " %" + node.name(), defined, problems);
            for (Value out : node.outs()) define(out, defined, problems);
        }
        for (Value output : outputs) use(output, "return", defined, problems);
        return problems;
    }

    private static void define(Value value, Map<String, Value> defined, List<Problem> problems) {
        if (defined.put(value.name(), value) == null) return;
        problems.add(Problem.of("%" + value.name(), "is defined twice; every value has one definition."));
    }

    private static void use(Value value, String where, Map<String, Value> defined, List<Problem> problems) {
        Value definition = defined.get(value.name());
        if (definition == null) {
            problems.add(Problem.of(where, "uses %" + value.name() + ", which is not defined before it."));
        } else if (!definition.equals(value)) {
            problems.add(Problem.of(
                    where,
                    "uses %" + value.name() + " as " + value.type() + ", but it is defined as " + definition.type()
                            + "."));
        }
    }
}
