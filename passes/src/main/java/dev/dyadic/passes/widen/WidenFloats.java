// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.widen;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import java.util.Set;

/**
 * Carries what is f16 or bf16 as f32; inputs and outputs keep their elements.
 *
 * <p>Where it rounds, each result that f16 may not hold is rounded to it by a pair of casts, so that values are those of the graph
 * before but for sums, which are rounded to f32 first; what is only moved stays as it is. Where it does not, values keep the precision
 * of f32: f16 is then how weights are stored.
 *
 * <p>Left alone, with casts around it: ops whose attributes state f16, ops that run graphs, ops of plug-ins; where it rounds, ops too that
 * round to the element of an operand on the way to their result.
 *
 * @param rounds whether results are rounded to the element they had
 */
public record WidenFloats(boolean rounds) implements Pass {

    /** Without rounding. */
    public WidenFloats() {
        this(false);
    }

    @Override public String name() { return "widen-floats"; }
    @Override public String summary() { return "Carries what is f16 or bf16 as f32."; }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.FLOAT_CLOSE; }

    @Override public Graph run(Graph graph, Context context) {
        return graph.values().stream().anyMatch(Widening::isHalf) ? new Widening(graph, rounds).run() : graph;
    }
}
