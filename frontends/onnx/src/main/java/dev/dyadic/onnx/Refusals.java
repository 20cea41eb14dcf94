// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything found wrong with a model, so that the user learns it at once. */
final class Refusals {

    private static final int MOST_NODES = 8;

    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Map<String, Map<String, Set<String>>> refused = new LinkedHashMap<>();

    void add(Problem problem) {
        problems.add(problem);
    }

    /** A node whose op, or something about it, is not supported. */
    void refuse(String op, String reason, String node) {
        refused.computeIfAbsent(op, _ -> new LinkedHashMap<>())
                .computeIfAbsent(reason, _ -> new LinkedHashSet<>())
                .add(node);
    }

    /** How many things were found so far. */
    int count() {
        return problems.size()
                + refused.values().stream()
                        .flatMap(reasons -> reasons.values().stream())
                        .mapToInt(Set::size)
                        .sum();
    }

    /** @throws DyadicException if anything was found */
    void check() {
        List<Problem> all = new ArrayList<>(problems);
        refused.forEach((op, reasons) -> reasons
                .forEach((reason, nodes) -> all.add(Problem.of(op, reason + ". Used by " + listed(nodes) + "."))));
        if (!all.isEmpty()) throw new DyadicException(Fault.MODEL, all);
    }

    private static String listed(Set<String> nodes) {
        String few = String.join(", ", nodes.stream().limit(MOST_NODES).toList());
        return nodes.size() <= MOST_NODES ? few : few + " and " + (nodes.size() - MOST_NODES) + " more";
    }
}
