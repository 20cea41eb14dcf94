// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.report;

import dev.dyadic.plugin.measure.FloatOp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Float ops by the reason why they are: the most frequent one first. */
public record Reasons(List<FloatOp> ops) {

    /** The ops of one reason, in the order of the program. */
    public record Reason(String why, List<FloatOp> ops) {
        /** How many there are of each op: {@code 2 add, 1 tanh}. */
        public String kinds() {
            Map<String, Long> kinds = ops.stream()
                    .collect(Collectors.groupingBy(FloatOp::op, TreeMap::new, Collectors.counting()));
            return kinds.entrySet().stream().map(kind -> kind.getValue() + " " + kind.getKey())
                    .collect(Collectors.joining(", "));
        }
    }

    public List<Reason> all() {
        Map<String, List<FloatOp>> byReason = ops.stream()
                .collect(Collectors.groupingBy(FloatOp::why, TreeMap::new, Collectors.toList()));
        return byReason.entrySet().stream()
                .map(each -> new Reason(each.getKey(), each.getValue()))
                .sorted((a, b) -> b.ops().size() - a.ops().size())
                .toList();
    }
}
