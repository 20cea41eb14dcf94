// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.rewrite;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import java.util.Optional;

/** One local change of a graph. */
@FunctionalInterface
public interface Rewrite {

    /**
     * Looks at a node and, where it applies, emits what replaces it.
     *
     * @param node the node, its operands already rewritten
     * @param at what stands before the node, and where new nodes go
     * @return what takes the place of the node's first result, or nothing to leave the node alone
     */
    Optional<Value> apply(Node node, Sweep at);
}
