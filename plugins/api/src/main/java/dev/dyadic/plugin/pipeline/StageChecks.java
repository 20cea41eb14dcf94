// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.pipeline;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
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
        if (!graph.stage().atLeast(Stage.SELECTED)) unselected(graph, problems);
        return problems;
    }

    private static void unselected(Graph graph, List<Problem> problems) {
        for (Node node : graph.nodes()) {
            node.kernel().ifPresent(kernel -> problems.add(new Problem(
                    "%" + node.name(), "names the kernel \"" + kernel + "\" in a graph that is " + graph.stage().word()
                            + "; kernels are named from the stage selected on.",
                    "Run select-kernels.")));
            for (Graph body : GraphTypes.bodies(node.op())) unselected(body, problems);
        }
    }

    private static void typed(Graph graph, List<Problem> problems) {
        for (Problem unknown : GraphTypes.unknown(graph)) {
            String what = unknown.what() + " From the stage typed on, every element and size is.";
            problems.add(new Problem(unknown.where(), what, "Run infer-types."));
        }
    }
}
