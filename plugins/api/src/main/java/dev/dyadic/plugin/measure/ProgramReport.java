// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.plugin.Decision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a program came to be and what was measured on it. It holds what the manifest of a program holds, and what a page about it needs.
 *
 * @param tool what compiled it, with its version
 * @param model the name of the model's file
 * @param modelSha256 of that file, in hexadecimal
 * @param fixed inputs and sizes of the model that are always the same, as text
 * @param recipe the recipe, resolved, as text
 * @param seed what all chance came from
 * @param backend what ran the graphs that were looked at
 * @param calibrationRuns how many runs ranges were found on
 * @param nodes of the program
 * @param modelBytes what the model's constants take
 * @param programBytes what the program's constants take
 * @param layers products with weights and tables of rows, in the order of the model
 * @param values what was compared with the float model, in the order of the model
 * @param outputs each output against the model's, where there was data
 * @param floatOps what computes with floats
 * @param goals what the recipe expects
 * @param decisions what passes decided about nodes
 * @param notes what passes said besides
 */
public record ProgramReport(
        String tool,
        String model,
        String modelSha256,
        Map<String, String> fixed,
        String recipe,
        long seed,
        String backend,
        int calibrationRuns,
        int nodes,
        long modelBytes,
        long programBytes,
        List<Layer> layers,
        List<Moved> values,
        Optional<Outputs> outputs,
        List<FloatOp> floatOps,
        List<Goal> goals,
        List<Decision> decisions,
        List<String> notes) {

    /**
     * A value of the program against the float model's.
     *
     * @param name in the model
     * @param localSqnr its own rounding in dB, or {@link Closeness#NO_NOISE} where it is not rounded
     * @param cumulativeSqnr that and all before it, in dB
     */
    public record Moved(String name, double localSqnr, double cumulativeSqnr) {}

    /**
     * The outputs against the model's.
     *
     * @param runs how many runs were compared
     * @param cosine the mean over runs and outputs
     * @param sqnr the mean over runs and outputs, in dB
     * @param difference the largest
     */
    public record Outputs(int runs, double cosine, double sqnr, double difference, List<Output> each) {
        public Outputs {
            each = List.copyOf(each);
        }
    }

    /** One output over all runs. */
    public record Output(String name, Tally over) {}

    public ProgramReport {
        fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
        layers = List.copyOf(layers);
        values = List.copyOf(values);
        floatOps = List.copyOf(floatOps);
        goals = List.copyOf(goals);
        decisions = List.copyOf(decisions);
        notes = List.copyOf(notes);
    }

    /** With layers of which more is known. */
    public ProgramReport with(List<Layer> others) {
        return new ProgramReport(tool, model, modelSha256, fixed, recipe, seed, backend, calibrationRuns, nodes, modelBytes,
                programBytes, others,
                values, outputs, floatOps, goals, decisions, notes);
    }
}
