// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import java.util.List;

/** A pass made of local rewrites, applied everywhere until none applies. */
public interface RewritePass extends Pass {

    /** The rewrites; at each node the first that applies is taken. */
    List<Rewrite> rewrites();

    @Override default Graph run(Graph graph, Context context) {
        return Sweep.exhaust(graph, rewrites());
    }
}
