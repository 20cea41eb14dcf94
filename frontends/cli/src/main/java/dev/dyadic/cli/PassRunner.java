// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.pipeline.Pipeline;
import dev.dyadic.plugin.registry.Registry;

/** Runs passes that were named on the command line. */
final class PassRunner {

    private PassRunner() {}

    /** The graph after the passes of a list like {@code a{x=1}, b}; an empty list changes nothing. */
    static Graph run(Common common, Registry registry, Graph graph, String passes) {
        if (passes.isBlank()) return graph;
        return Pipeline.parse(passes, "--passes", registry).run(graph, common.context(registry)).graph();
    }
}
