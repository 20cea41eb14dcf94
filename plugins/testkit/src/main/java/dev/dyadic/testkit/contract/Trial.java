// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.Tensor;
import java.util.List;

/**
 * A graph to run.
 *
 * @param runs the inputs of each run of the one executable
 * @param isExact whether floats, too, must be equal bit for bit, because the graph only moves them
 */
record Trial(Graph graph, List<List<Tensor>> runs, boolean isExact) {}
