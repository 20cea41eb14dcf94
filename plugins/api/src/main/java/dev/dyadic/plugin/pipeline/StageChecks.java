// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.pipeline;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** The rules of the stages. A graph that can be built is well-formed; what its stage asks beyond that is checked here. */
public final class StageChecks {

    private StageChecks() {}

    /** What breaks the rules of the graph's own stage, by node. */
    public static List<Problem> check(Graph graph) {
        List<Problem> problems = new ArrayList<>();
        if (graph.stage().atLeast(Stage.TYPED)) typed(graph, problems);
        return problems;
    }

    private static void typed(Graph graph, List<Problem> problems) {
        for (Value input : graph.inputs()) typed(input, "input %" + input.name(), problems);
        for (Node node : graph.nodes()) {
            for (Value out : node.outs()) typed(out, node.op().mnemonic() + " %" + out.name(), problems);
        }
    }

    private static void typed(Value value, String where, List<Problem> problems) {
        if (value.type().isKnown()) return;
        String what = "has the type " + value.type() + "; from the stage typed on, every element and size is known.";
        problems.add(new Problem(where, what, "Run infer-types."));
    }
}
