// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.op;

import dev.dyadic.ir.Graph;
import java.util.List;

/**
 * Ops that run graphs. A body sees only its own inputs: what it uses of the graph around it is passed to it explicitly, after
 * all other inputs.
 */
public sealed interface Control extends Op {

    /** {@code (condition, captured...)}: both branches take what is captured. */
    record If(Graph then, Graph otherwise) implements Control {}

    /**
     * {@code (trips: i64, condition: bool, state..., captured...) -> last state..., scanned...}; the body takes
     * {@code (trip, condition, state..., captured...)} and gives {@code condition, state..., scanned...}.
     */
    record Loop(Graph body, int states) implements Control {}

    /**
     * {@code (state..., scanned..., captured...) -> last state..., scanned...}; the body takes one slice of each scanned input.
     * Axes and directions have one entry per scanned input or output; a direction of 1 runs backwards.
     */
    record Scan(
            Graph body,
            int states,
            List<Integer> inputAxes,
            List<Integer> inputDirections,
            List<Integer> outputAxes,
            List<Integer> outputDirections) implements Control {}
}
