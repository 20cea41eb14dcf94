// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import java.util.List;

/** A way to write a node, alone or with nodes that follow it, as steps of a program. */
interface Region {

    /**
     * Writes the node, if it is of the kind that this region writes; nodes written along with it are claimed.
     *
     * @param following the nodes after it
     * @return whether it did
     */
    boolean emit(Node node, List<Node> following, Draft draft);
}
