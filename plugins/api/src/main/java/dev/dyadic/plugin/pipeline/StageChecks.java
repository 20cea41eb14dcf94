// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.pipeline;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.infer.GraphTypes;
import java.util.ArrayList;
import java.util.List;

/** The rules of the stages. A graph that can be built is well-formed; what its stage asks beyond that is checked here. */
public final class StageChecks {

    private StageChecks() {}

    /** What breaks the rules of the graph's own stage, by value. */
    public static List<Problem> check(Graph graph) {
        List<Problem> problems = new ArrayList<>();
        if (graph.stage().atLeast(Stage.TYPED)) typed(graph, problems);
        return problems;
    }

    private static void typed(Graph graph, List<Problem> problems) {
        for (Problem unknown : GraphTypes.unknown(graph)) {
            String what = unknown.what() + " From the stage typed on, every element and size is.";
            problems.add(new Problem(unknown.where(), what, "Run infer-types."));
        }
    }
}
