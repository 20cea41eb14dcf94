// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.plugin.Decision;
import dev.dyadic.plugin.Decision.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What passes decided, by node. Of two decisions about the same the later one holds. */
final class Decisions {

    private final Map<String, List<Decision>> byNode = new HashMap<>();

    Decisions(List<Decision> all) {
        all.forEach(each -> byNode.computeIfAbsent(each.node(), _ -> new ArrayList<>()).add(each));
    }

    Optional<Decision> last(String node, Topic topic) {
        return byNode.getOrDefault(node, List.of()).reversed().stream().filter(each -> each.topic() == topic).findFirst();
    }

    /** In words, with the rule. */
    static String told(Decision decision) {
        return decision.by().isEmpty() ? decision.what() : decision.what() + " (" + decision.by() + ")";
    }
}
