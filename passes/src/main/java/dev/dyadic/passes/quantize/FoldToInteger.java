// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Decision.Topic;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Pass;
import java.util.EnumSet;
import java.util.Set;

/**
 * Turns float arithmetic between a dequantize and a quantize into arithmetic on the codes, each rescaling a dyadic number (Jacob et al.
 * 2018; HAWQ-V3, Yao et al. 2021). Elementwise functions of one value become tables, exact to rounding.
 *
 * <p>What cannot be folded stays float, between explicit dequantize and quantize; the context is told why. An accumulator that could
 * overflow 32 bits with these weights is such a reason.
 */
public record FoldToInteger() implements Pass {

    @Override public String name() { return "fold-to-integer"; }

    @Override public String summary() { return "Turns arithmetic on fake-quantized values into integer ops."; }

    @Override public Set<Stage> at() { return EnumSet.range(Stage.TYPED, Stage.INTEGER); }

    @Override public Stage leaves(Stage now) { return Stage.INTEGER; }

    @Override public Fidelity promise() { return Fidelity.QUANTIZING; }

    @Override public Graph run(Graph graph, Context context) {
        return graph.stage() == Stage.INTEGER ? graph : new Folding(TurnedWeights.of(graph), (value, why) -> {
            context.note(value, why);
            context.decide(value.substring(1), Topic.FLOAT, why, "");
        }).graph();
    }
}
