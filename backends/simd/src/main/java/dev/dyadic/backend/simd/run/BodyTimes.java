// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.run;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.NodeTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the nodes of graphs within nodes take, each in all rounds together. Bodies are run twice, for their results and for the times. */
final class BodyTimes implements ByReference.BodyRunner {

    private final Bodies bodies;
    private final Map<String, Map<String, NodeTime>> times = new HashMap<>();

    BodyTimes(Bodies bodies) {
        this.bodies = bodies;
    }

    @Override public List<Tensor> run(Node node, Graph body, List<Tensor> arguments) {
        List<Tensor> results = bodies.run(body, arguments);
        Map<String, NodeTime> own = times.computeIfAbsent(node.name(), _ -> new LinkedHashMap<>());
        for (NodeTime each : bodies.profile(body, arguments)) own.merge(each.node(), each, BodyTimes::sum);
        return results;
    }

    private static NodeTime sum(NodeTime a, NodeTime b) {
        return new NodeTime(a.node(), a.op(), a.kernel(), a.nanoseconds() + b.nanoseconds(), a.macs() + b.macs(),
                a.bytes() + b.bytes());
    }

    /** The given times; in place of a node that ran graphs, those of their nodes. */
    List<NodeTime> within(List<NodeTime> outer) {
        List<NodeTime> all = new ArrayList<>();
        for (NodeTime each : outer) {
            Map<String, NodeTime> inner = times.getOrDefault(each.node(), Map.of());
            if (inner.isEmpty()) all.add(each);
            else all.addAll(inner.values());
        }
        return all;
    }
}
