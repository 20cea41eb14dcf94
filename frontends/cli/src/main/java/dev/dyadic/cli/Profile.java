// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each node of a program takes: the median of several runs of some inputs. */
record Profile(List<NodeTime> nodes) {

    private static final int RUNS = 11;
    private static final int SHOWN = 40;

    static Profile of(Contender contender) {
        return of(contender.executable(), contender.passed().getFirst());
    }

    static Profile of(Executable executable, List<Tensor> inputs) {
        List<List<NodeTime>> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) runs.add(executable.profile(inputs));
        List<NodeTime> nodes = new ArrayList<>();
        for (int i = 0; i < runs.getFirst().size(); i++) {
            int row = i;
            double median = new Samples(runs.stream().mapToDouble(run -> run.get(row).nanoseconds()).toArray()).median();
            NodeTime one = runs.getFirst().get(i);
            nodes.add(new NodeTime(one.node(), one.op(), one.kernel(), Math.round(median), one.macs(), one.bytes()));
        }
        return new Profile(nodes);
    }

    /** The nodes that take most, the longest first. */
    String table() {
        double all = Math.max(1, nodes.stream().mapToLong(NodeTime::nanoseconds).sum());
        var table = new Table("node", "op", "kernel", "time", "share", "GMAC/s", "bytes", "GB/s");
        List<NodeTime> sorted = nodes.stream().sorted(Comparator.comparingLong(NodeTime::nanoseconds).reversed()).toList();
        for (NodeTime node : sorted.subList(0, Math.min(SHOWN, sorted.size()))) {
            table.row(
                    node.node(), node.op(), node.kernel().isEmpty() ? "-" : node.kernel(),
                    String.format("%.4f ms", node.nanoseconds() / 1e6),
                    String.format("%.1f %%", 100 * node.nanoseconds() / all),
                    rate(node.macs(), node.nanoseconds()), node.bytes() == 0 ? "-" : node.bytes(),
                    rate(node.bytes(), node.nanoseconds()));
        }
        String rest = sorted.size() > SHOWN ? String.format("and %d more%n", sorted.size() - SHOWN) : "";
        return table + rest + String.format("all %d nodes: %.4f ms%n", nodes.size(), all / 1e6);
    }

    List<Map<String, Object>> json() {
        return nodes.stream().map(Profile::json).toList();
    }

    private static String rate(long count, long nanoseconds) {
        return count == 0 || nanoseconds == 0 ? "-" : String.format("%.1f", (double) count / nanoseconds);
    }

    private static Map<String, Object> json(NodeTime node) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("node", node.node());
        json.put("op", node.op());
        json.put("kernel", node.kernel());
        json.put("nanoseconds", node.nanoseconds());
        json.put("macs", node.macs());
        json.put("bytes", node.bytes());
        return json;
    }
}
