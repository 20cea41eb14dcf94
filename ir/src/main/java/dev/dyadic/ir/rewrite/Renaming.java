// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.rewrite;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import java.util.List;
import java.util.Map;

/** Gives values other names. */
public final class Renaming {

    private Renaming() {}

    /** The graph with new names for the values in the map; inputs and outputs too. */
    public static Graph apply(Graph graph, Map<String, String> names) {
        if (names.isEmpty()) return graph;
        List<Node> nodes = graph.nodes().stream()
                .map(node -> node.on(rename(node.outs(), names), rename(node.ins(), names)))
                .toList();
        return new Graph(
                graph.name(), graph.stage(), rename(graph.inputs(), names), nodes, rename(graph.outputs(), names));
    }

    private static List<Value> rename(List<Value> values, Map<String, String> names) {
        return values.stream()
                .map(value -> new Value(names.getOrDefault(value.name(), value.name()), value.type()))
                .toList();
    }
}
