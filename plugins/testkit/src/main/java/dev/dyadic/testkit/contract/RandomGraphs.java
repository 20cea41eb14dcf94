// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Seeded random graphs of several nodes over named sizes, each run at several sizes by one executable. Of a graph that fails the seed is
 * shown, and the smallest part of it that still fails.
 */
public final class RandomGraphs {

    /** What the named sizes B and L are in each run. */
    private static final long[][] SIZES = {{1, 1}, {2, 3}, {3, 7}, {1, 17}, {5, 1}};

    private static final int MOST_NODES = 10;

    private RandomGraphs() {}

    /** Graphs in which everything is an integer. */
    public static Stream<DynamicNode> integers(Judge judge, int count) {
        return tests(judge, count, false);
    }

    /** Graphs of floats and codes. */
    public static Stream<DynamicNode> mixed(Judge judge, int count) {
        return tests(judge, count, true);
    }

    private static Stream<DynamicNode> tests(Judge judge, int count, boolean floats) {
        return LongStream.range(0, count).mapToObj(seed -> dynamicTest("seed " + seed, () -> {
            Trial trial = trial(seed, floats, judge);
            Verdict verdict = judge.judge(trial);
            if (!(verdict instanceof Verdict.Broken)) {
                verdict.settle();
                return;
            }
            var shrunk = (Verdict.Broken) judge.judge(new Shrinker(judge).shrink(trial));
            throw new AssertionError("seed " + seed + ", the smallest part that fails: " + shrunk.how(), shrunk.cause());
        }));
    }

    /** The graph of a seed; where rounding decides too much of what it gives, that of the next attempt. */
    static Trial trial(long seed, boolean floats, Judge judge) {
        for (long attempt = 0; attempt < 100; attempt++) {
            long start = seed * 1000 + attempt;
            Graph graph = new Growth(start, floats).graph(1 + (int) (seed % MOST_NODES));
            Optional<Trial> trial = trial(graph, start);
            if (trial.isPresent() && Noise.isSteady(trial.get(), judge.level())) return trial.get();
        }
        throw new IllegalStateException("seed " + seed + " gives no graph that runs");
    }

    private static Optional<Trial> trial(Graph graph, long seed) {
        List<List<Tensor>> runs = new ArrayList<>();
        for (long[] sizes : SIZES) {
            List<Tensor> inputs = graph.inputs().stream().map(input -> tensor(input, seed, sizes)).toList();
            try {
                Reference.run(graph, inputs);
            } catch (DyadicException misfit) {
                return Optional.empty();
            }
            runs.add(inputs);
        }
        return Optional.of(new Trial(graph, runs, false));
    }

    private static Tensor tensor(Value input, long seed, long[] sizes) {
        Map<String, Dim> named = Map.of("B", Dim.of(sizes[0]), "L", Dim.of(sizes[1]));
        long[] shape = input.type().shape().dims().stream().mapToLong(dim -> dim.substitute(named).constant()).toArray();
        return Draw.of(input.type().element(), seed + input.name().hashCode(), shape);
    }
}
