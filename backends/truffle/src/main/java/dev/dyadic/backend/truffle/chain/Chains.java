// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.chain;

import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which nodes of a graph run as one loop: a node joins its only reader, where both are elementwise and have results of one shape. So
 * nothing is computed twice, and what lies between is never stored.
 */
public final class Chains {

    private final Fusable fusable;
    private final Map<String, List<Node>> readers = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();

    private final Set<String> taken;

    private Chains(Graph graph, Constants constants, Set<String> taken) {
        this.taken = taken;
        this.fusable = new Fusable(constants);
        for (Node node : graph.nodes()) {
            for (Value in : node.ins()) readers.computeIfAbsent(in.name(), _ -> new ArrayList<>()).add(node);
        }
        graph.outputs().forEach(output -> outputs.add(output.name()));
    }

    /**
     * The chain of each node that is in one, by the node's name.
     *
     * @param taken the names of nodes that are in none
     */
    public static Map<String, Chain> of(Graph graph, Constants constants, Set<String> taken) {
        var chains = new Chains(graph, constants, taken);
        Map<String, Node> last = new HashMap<>();
        Map<String, List<Node>> members = new LinkedHashMap<>();
        for (Node node : graph.nodes().reversed()) {
            if (!chains.fits(node)) continue;
            Node end = chains.joins(node) ? last.get(chains.readers.get(node.name()).getFirst().name()) : node;
            last.put(node.name(), end);
            members.computeIfAbsent(end.name(), _ -> new ArrayList<>()).addFirst(node);
        }
        Map<String, Chain> found = new HashMap<>();
        members.values().forEach(nodes -> {
            Chain chain = Chain.of(nodes, constants);
            nodes.forEach(node -> found.put(node.name(), chain));
        });
        return found;
    }

    /** Each elementwise node as a chain of its own, by name. */
    public static Map<String, Chain> single(Graph graph, Constants constants) {
        var chains = new Chains(graph, constants, Set.of());
        Map<String, Chain> found = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (chains.fits(node)) found.put(node.name(), Chain.of(List.of(node), constants));
        }
        return found;
    }

    private boolean fits(Node node) {
        return !taken.contains(node.name()) && fusable.fits(node);
    }

    private boolean joins(Node node) {
        List<Node> by = readers.getOrDefault(node.name(), List.of());
        if (by.size() != 1 || outputs.contains(node.name())) return false;
        Node reader = by.getFirst();
        return fits(reader)
                && Fusable.isData(reader, reader.ins().indexOf(node.out()))
                && reader.out().type().shape().equals(node.out().type().shape());
    }
}
