// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import java.util.Set;

/** Puts nodes in an order in which they can run. Nodes that already stand so stay where they are. */
final class NodeOrder {

    private final List<NodeProto> nodes;
    private final List<Set<Integer>> needs = new ArrayList<>();

    private NodeOrder(List<NodeProto> nodes) {
        this.nodes = nodes;
        Map<String, Integer> definitions = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String out : nodes.get(i).getOutputList()) {
                if (!out.isEmpty() && definitions.put(out, i) != null) {
                    throw DyadicException.model("%" + out, "is defined twice; every value has one definition.");
                }
            }
        }
        for (NodeProto node : nodes) {
            Set<Integer> before = new LinkedHashSet<>();
            for (String use : Uses.of(node)) {
                Integer definition = definitions.get(use);
                if (definition != null) before.add(definition);
            }
            needs.add(before);
        }
    }

    /** @throws DyadicException if a node needs its own result, naming those in the cycle */
    static List<NodeProto> sort(List<NodeProto> nodes) {
        return new NodeOrder(nodes).sorted();
    }

    private List<NodeProto> sorted() {
        List<List<Integer>> users = new ArrayList<>();
        int[] waiting = new int[nodes.size()];
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < nodes.size(); i++) users.add(new ArrayList<>());
        for (int i = 0; i < nodes.size(); i++) {
            for (int need : needs.get(i)) users.get(need).add(i);
            waiting[i] = needs.get(i).size();
            if (waiting[i] == 0) ready.add(i);
        }
        List<NodeProto> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.poll();
            sorted.add(nodes.get(next));
            for (int user : users.get(next)) {
                if (--waiting[user] == 0) ready.add(user);
            }
        }
        if (sorted.size() < nodes.size()) throw cycle(waiting);
        return sorted;
    }

    /** Every node left waits for another one left, so going from one to the next ends in a circle. */
    private DyadicException cycle(int[] waiting) {
        int at = 0;
        while (waiting[at] == 0) at++;
        SequencedSet<Integer> path = new LinkedHashSet<>();
        while (path.add(at)) {
            at = needs.get(at).stream().filter(need -> waiting[need] > 0).findFirst().orElseThrow();
        }
        while (path.getFirst() != at) path.removeFirst();
        List<String> names = path.reversed().stream().map(i -> label(nodes.get(i))).toList();
        return DyadicException.model(names.getFirst(), "needs its own result: the nodes " + String.join(" -> ", names)
                + " form a cycle.");
    }

    /** What messages call a node. */
    static String label(NodeProto node) {
        if (!node.getName().isEmpty()) return node.getName();
        String out = node.getOutputList().stream().filter(each -> !each.isEmpty()).findFirst().orElse("");
        return out.isEmpty() ? node.getOpType() : "%" + out;
    }
}
