// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement.Expand;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which nodes have to run: not those that only compute shapes which the types tell already. */
final class Needed {

    private Needed() {}

    static Set<Node> of(Graph graph, Draft draft) {
        Set<String> values = new HashSet<>();
        for (Value out : graph.outputs()) values.add(out.name());
        Set<Node> needed = new HashSet<>();
        for (Node node : graph.nodes().reversed()) {
            if (node.outs().stream().noneMatch(out -> values.contains(out.name()))) continue;
            needed.add(node);
            for (Value in : operands(node, draft)) values.add(in.name());
        }
        return needed;
    }

    private static List<Value> operands(Node node, Draft draft) {
        if (Shapes.tells(node, draft)) return List.of();
        boolean typed = node.op() instanceof Expand && draft.fitsBuffer(node.out()) && draft.fitsBuffer(node.in(0));
        boolean shapeOnly = Views.isView(node, draft) || typed && Movements.canExpand(node) || ResizedAxes.suffice(node, draft);
        return shapeOnly ? node.ins().subList(0, 1) : node.ins();
    }
}
