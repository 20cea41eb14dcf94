// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.pipeline;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.compare.Comparison;
import dev.dyadic.plugin.compare.Level;
import dev.dyadic.plugin.compare.SampleInputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * Compares the results of two graphs with the same inputs, on the first random inputs that the first graph takes.
     *
     * <p>A deep graph may enlarge a difference in rounding beyond any level. So where results are too far off but the level is not
     * {@link Level#EXACT}, each node of the second graph is run on the first graph's values of its operands, as far as there are values
     * of those names: the promise holds where every value that has a name in both graphs is near enough.
     */
    public static Outcome compare(Graph before, Graph after, Level level, long seed) {
        String why = "the types of the inputs are not all known";
        for (int attempt = 0; attempt < SampleInputs.ATTEMPTS; attempt++) {
            Optional<List<Tensor>> inputs = SampleInputs.of(before, seed, attempt);
            if (inputs.isEmpty()) continue;
            Map<String, Tensor> values = new HashMap<>();
            try {
                List<Tensor> expected = Reference.run(before, inputs.get(), (value, tensor) -> values.put(value.name(), tensor));
                return compare(after, inputs.get(), expected, values, level);
            } catch (DyadicException refused) {
                why = refused.getMessage();
            }
        }
        return new Outcome.NotRun(why);
    }

    private static Outcome compare(
            Graph after, List<Tensor> inputs, List<Tensor> expected, Map<String, Tensor> values, Level level) {
        try {
            Optional<String> difference = Comparison.differ(expected, Reference.run(after, inputs), level);
            boolean held = difference.isEmpty() || level != Level.EXACT && isNearNodeByNode(after, values, level);
            return held ? new Outcome.Held(level) : new Outcome.Broken(difference.orElseThrow());
        } catch (DyadicException refused) {
            return new Outcome.Failed(refused.getMessage());
        }
    }

    private static boolean isNearNodeByNode(Graph after, Map<String, Tensor> values, Level level) {
        Map<String, Tensor> now = new HashMap<>(values);
        for (Node node : after.nodes()) {
            List<Tensor> ins = node.ins().stream().map(in -> now.get(in.name())).toList();
            List<Tensor> outs = Reference.evaluate(node.op(), ins, node.outs().size());
            for (int i = 0; i < outs.size(); i++) {
                Tensor known = now.putIfAbsent(node.outs().get(i).name(), outs.get(i));
                if (known != null && Comparison.differ(known, outs.get(i), level).isPresent()) return false;
            }
        }
        return true;
    }
}
