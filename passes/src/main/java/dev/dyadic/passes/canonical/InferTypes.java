// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.infer.GraphTypes;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gives every value its element and shape, from the types of the inputs on. What the graph says of a value already is kept where the
 * inference does not know better, and is an error where it contradicts.
 */
public record InferTypes() implements Pass {

    private static final int MOST_SHOWN = 8;

    private static final String HINT = "Say in the model of what element and sizes its inputs are, or fix those that are always the same: --fix NAME=VALUE.";

    @Override public String name() { return "infer-types"; }
    @Override public String summary() { return "Gives every value its element and shape."; }
    @Override public Set<Stage> at() { return Set.of(Stage.RAW, Stage.TYPED); }
    @Override public Stage leaves(Stage now) { return Stage.TYPED; }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }

    @Override public Graph run(Graph graph, Context context) {
        Graph typed = GraphTypes.infer(graph).with(Stage.TYPED);
        List<Problem> unknown = GraphTypes.unknown(typed);
        if (unknown.isEmpty()) return typed;
        List<Problem> shown = new ArrayList<>(unknown.subList(0, Math.min(unknown.size(), MOST_SHOWN)));
        int more = unknown.size() - shown.size();
        if (more > 0) shown.add(Problem.of("", "and " + more + " values after these."));
        Problem last = shown.removeLast();
        shown.add(new Problem(last.where(), last.what(), HINT));
        throw new DyadicException(Fault.MODEL, shown);
    }
}
