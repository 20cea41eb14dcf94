// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import java.util.EnumSet;
import java.util.Set;

/** Removes the nodes that nothing returned depends on. Inputs stay, used or not: they are the graph's interface. */
public record RemoveDead() implements Pass {

    @Override public String name() { return "remove-dead"; }
    @Override public String summary() { return "Removes nodes that nothing returned depends on."; }
    @Override public Set<Stage> at() { return EnumSet.allOf(Stage.class); }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }
    @Override public Graph run(Graph graph, Context context) { return Sweep.dropDead(graph); }
}
