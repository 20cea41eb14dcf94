// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.type.Dim;
import java.util.List;

/**
 * What running a generated program needs to know of the graph that it came from.
 *
 * @param graph its name
 * @param names the named sizes, in the program's order
 * @param taken where inputs go
 * @param given where outputs are found
 */
public record Plan(
        String graph,
        List<Value> inputs,
        List<Value> outputs,
        List<String> names,
        List<Located> taken,
        List<Located> given,
        List<Job> jobs) {

    /**
     * A step as profiles show it.
     *
     * @param weights the numbers of the constants that kernels pack
     */
    public record Job(String node, String does, List<Integer> weights, Dim macs) {}

    public static Plan of(Generator.Generated generated) {
        Graph graph = generated.graph();
        Draft draft = generated.draft();
        return new Plan(graph.name(), graph.inputs(), graph.outputs(), List.copyOf(draft.sizes().fields().keySet()),
                generated.inputs(), generated.outputs(),
                draft.steps().stream().map(step -> new Job(step.node(), step.does(), step.weights(), step.macs())).toList());
    }
}
