// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.pipeline;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.compare.Comparison;
import dev.dyadic.plugin.compare.Level;
import dev.dyadic.plugin.compare.SampleInputs;
import java.util.List;
import java.util.Optional;

/** Runs two graphs on the same random inputs and compares what they give. */
public final class PromiseCheck {

    /** What came of it. */
    public sealed interface Outcome {

        /** The results are near enough. */
        record Held(Level level) implements Outcome {}

        /** They are not; says where. */
        record Broken(String difference) implements Outcome {}

        /** The second graph gave no results though the first did; says why. */
        record Failed(String why) implements Outcome {}

        /** The first graph gave no results; says why. */
        record NotRun(String why) implements Outcome {}
    }

    private PromiseCheck() {}

    /** Compares the results of two graphs with the same inputs, on the first random inputs that the first graph takes. */
    public static Outcome compare(Graph before, Graph after, Level level, long seed) {
        String why = "the types of the inputs are not all known";
        for (int attempt = 0; attempt < SampleInputs.ATTEMPTS; attempt++) {
            Optional<List<Tensor>> inputs = SampleInputs.of(before, seed, attempt);
            if (inputs.isEmpty()) continue;
            try {
                List<Tensor> expected = Reference.run(before, inputs.get());
                return compare(after, inputs.get(), expected, level);
            } catch (DyadicException refused) {
                why = refused.getMessage();
            }
        }
        return new Outcome.NotRun(why);
    }

    private static Outcome compare(Graph after, List<Tensor> inputs, List<Tensor> expected, Level level) {
        try {
            Optional<String> difference = Comparison.differ(expected, Reference.run(after, inputs), level);
            return difference.<Outcome>map(Outcome.Broken::new).orElseGet(() -> new Outcome.Held(level));
        } catch (DyadicException refused) {
            return new Outcome.Failed(refused.getMessage());
        }
    }
}
