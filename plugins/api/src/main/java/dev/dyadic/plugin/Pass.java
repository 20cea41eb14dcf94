// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import java.util.Set;

/** Turns a graph into a graph. It keeps no state: what it knows is in the graph, its options and the context. */
public non-sealed interface Pass extends Contribution {

    /** The stages at which it may run. */
    Set<Stage> at();

    /** The stage of the graph it gives for a graph at this stage. */
    default Stage leaves(Stage now) {
        return now;
    }

    /** What holds between the results of the graph before and after; the pipeline and the test kit hold the pass to it. */
    Fidelity promise();

    /**
     * The graph, changed. Where there is nothing to do it is the same graph. Names and types of inputs and outputs stay.
     *
     * @throws dev.dyadic.ir.DyadicException if the graph cannot be dealt with
     */
    Graph run(Graph graph, Context context);
}
