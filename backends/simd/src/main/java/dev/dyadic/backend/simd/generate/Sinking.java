// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts what widens codes, and what is computed from that alone, in front of its first use: until then the codes take less memory, and there
 * one loop does both.
 */
final class Sinking {

    private final Map<String, Node> waiting = new LinkedHashMap<>();
    private final List<Node> order = new ArrayList<>();

    private Sinking() {}

    /** The same nodes in another order that the graph allows. */
    static List<Node> of(List<Node> nodes, Draft draft) {
        var sinking = new Sinking();
        for (Node node : nodes) {
            if (widens(node, draft)) sinking.waiting.put(node.out().name(), node);
            else sinking.place(node);
        }
        while (!sinking.waiting.isEmpty()) sinking.place(sinking.waiting.values().iterator().next());
        return sinking.order;
    }

    private void place(Node node) {
        waiting.remove(node.out().name());
        for (Value in : node.ins()) {
            Node behind = waiting.get(in.name());
            if (behind != null) place(behind);
        }
        order.add(node);
    }

    private static boolean widens(Node node, Draft draft) {
        if (!(node.op() instanceof Elementwise) || node.outs().size() != 1) return false;
        boolean integers = isInteger(node.out()) && node.ins().stream().allMatch(Sinking::isInteger);
        List<Value> data = node.ins().stream().filter(in -> draft.constant(in).isEmpty()).toList();
        return integers && data.size() == 1 && bits(node.out()) >= bits(data.getFirst()) && bits(node.out()) > Byte.SIZE;
    }

    private static boolean isInteger(Value value) {
        return value.type().knownElement().filter(Element::isInteger).isPresent();
    }

    private static int bits(Value value) {
        return value.type().element().bits();
    }
}
