// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.rewrite.Branches;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import java.util.EnumSet;
import java.util.Set;

/**
 * Puts branches in the place of the {@code if}s that are known to take them, whatever the inputs: where a condition follows from constants and
 * from sizes.
 *
 * <p>Left alone: what stands in bodies of loops, and in branches that may or may not be taken.
 */
public record FoldBranches() implements Pass {

    @Override public String name() { return "fold-branches"; }
    @Override public String summary() { return "Leaves of ifs whose condition is known the branch that is taken."; }
    @Override public Set<Stage> at() { return EnumSet.of(Stage.RAW, Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }

    @Override public Graph run(Graph graph, Context context) {
        Graph folded = Branches.fold(graph);
        return folded == graph ? graph : Sweep.dropDead(folded);
    }
}
