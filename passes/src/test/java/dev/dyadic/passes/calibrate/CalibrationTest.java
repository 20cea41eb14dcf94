// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.calibrate;

import dev.dyadic.plugin.calibrate.*;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.passes.observe.Entropy;
import dev.dyadic.passes.observe.MinMax;
import dev.dyadic.passes.observe.MovingAverage;
import dev.dyadic.passes.observe.Mse;
import dev.dyadic.passes.observe.Octav;
import dev.dyadic.passes.observe.Percentile;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.Tally;
import dev.dyadic.plugin.Sketch.Range;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {

    @TempDir Path folder;

    private static Calibration on(DataRuns runs, int threads) {
        return new Calibration(Samples.GRAPH, Samples.reference(), runs, threads, Progress.NONE);
    }

    private DataRuns steps() {
        Samples.write(folder.resolve("0.npz"), "x", Samples.steps(1));
        Samples.write(folder.resolve("1.npz"), "x", Samples.steps(-0.5f));
        return DataRuns.open(folder);
    }

    @Test void findsTheRangesOfInputsAndValuesOverAllRuns() {
        SortedMap<String, Range> ranges = on(steps(), 2).ranges(Map.of("x", new MinMax(), "square", new MinMax()));
        assertEquals(Map.of("x", new Range(-11.5, 23), "square", new Range(0, 529)), ranges);
        assertEquals(List.of("square", "x"), List.copyOf(ranges.keySet()));
    }

    @Test void findsARangeForEachChannelOrGroup() {
        Calibration calibration = on(steps().limit(1), 1);
        List<Range> channels = calibration.observe(Map.of("x", Watch.channels(new MinMax(), 1))).get("x");
        assertEquals(List.of(new Range(0, 15), new Range(4, 19), new Range(8, 23)), channels);
        List<Range> groups = calibration.observe(Map.of("x", Watch.groups(new MinMax(), -1, 3))).get("x");
        assertEquals(List.of(new Range(0, 22), new Range(3, 23)), groups);
    }

    @Test void findsTheSameWithAnyNumberOfThreads() {
        DataRuns runs = Samples.random(folder, 37);
        List<Observer> observers = List.of(new MinMax(), new MovingAverage(), new Percentile(95), new Mse(4), new Entropy(4),
                new Octav(4));
        for (Observer observer : observers) {
            Map<String, Watch> watched = new TreeMap<>();
            watched.put("square", Watch.whole(observer));
            watched.put("x", Watch.channels(observer, 2));
            SortedMap<String, List<Range>> one = on(runs, 1).observe(watched);
            for (int threads = 2; threads <= 5; threads++) assertEquals(one, on(runs, threads).observe(watched), observer.name());
        }
    }

    /** Every number of a value, in the order seen. */
    private static final class Everything implements Tally<Everything> {

        private final List<Double> seen = new ArrayList<>();

        @Override public void see(Tensor tensor) {
            for (double each : tensor.toDoubles()) seen.add(each);
        }

        @Override public void merge(Everything later) {
            seen.addAll(later.seen);
        }
    }

    @Test void talliesInTheOrderOfTheRunsWithAnyNumberOfThreads() {
        DataRuns runs = Samples.random(folder, 9);
        Map<String, Supplier<Everything>> starts = Map.of("square", Everything::new);
        List<Double> one = on(runs, 1).tally(starts).get("square").seen;
        assertTrue(one.size() > 9);
        for (int threads = 2; threads <= 4; threads++) {
            assertEquals(one, on(runs, threads).tally(starts).get("square").seen);
        }
    }

    @Test void averagesInTheOrderOfTheRuns() {
        SortedMap<String, Range> ranges = on(steps(), 2).ranges(Map.of("x", new MovingAverage(0.75)));
        assertEquals(new Range(0.25 * -11.5, 0.75 * 23), ranges.get("x"));
    }

    @Test void holdsNoMoreRunsThanThreads() {
        DataRuns runs = Samples.random(folder, 40);
        var started = new AtomicInteger();
        var merged = new AtomicInteger();
        var most = new AtomicInteger();
        Executable counting = new Samples.Other(Samples.reference()) {
            @Override public List<Tensor> run(List<Tensor> inputs, Tap tap) {
                most.accumulateAndGet(started.incrementAndGet() - merged.get(), Math::max);
                return super.run(inputs, tap);
            }
        };
        Progress progress = (_, all) -> {
            assertEquals(40, all);
            return steps -> merged.addAndGet((int) steps);
        };
        for (int threads = 1; threads <= 3; threads++) {
            most.set(0);
            new Calibration(Samples.GRAPH, counting, runs, threads, progress).ranges(Map.of("x", new MinMax()));
            assertTrue(most.get() <= threads, most + " runs held by " + threads + " threads");
        }
        assertEquals(120, merged.get());
    }

    @Test void runsOneAtATimeWhatIsNotThreadSafe() {
        DataRuns runs = Samples.random(folder, 20);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        Executable alone = new Samples.Other(Samples.reference()) {
            @Override public boolean isThreadSafe() { return false; }
            @Override public List<Tensor> run(List<Tensor> inputs, Tap tap) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                List<Tensor> results = super.run(inputs, tap);
                inside.decrementAndGet();
                return results;
            }
        };
        new Calibration(Samples.GRAPH, alone, runs, 4, Progress.NONE).ranges(Map.of("x", new MinMax()));
        assertEquals(1, most.get());
    }

    @Test void namesTheFileWhereAnInputIsMissing() {
        Samples.write(folder.resolve("a.npz"), "X", Samples.steps(1));
        DataRuns runs = DataRuns.open(folder);
        assertMessage(
                folder.resolve("a.npz") + ": has no array \"x\" for input %x: [B]x3x4xf32. Did you mean 'X'? Known: X.",
                () -> on(runs, 2).ranges(Map.of("x", new MinMax())));
    }

    @Test void namesTheFirstFileThatDoesNotFit() {
        Samples.random(folder, 9);
        Samples.write(folder.resolve("004.npz"), "x", Tensor.of(new long[] {1, 4}, 1f, 2f, 3f, 4f));
        Samples.write(folder.resolve("005.npz"), "x", Tensor.of(new long[] {2, 4}, new float[8]));
        DataRuns runs = DataRuns.open(folder);
        for (int threads = 1; threads <= 4; threads++) {
            int given = threads;
            assertMessage(
                    folder.resolve("004.npz") + ": input %x: is 1x4xf32, but the graph takes [B]x3x4xf32.",
                    () -> on(runs, given).ranges(Map.of("x", new MinMax())));
        }
    }

    @Test void namesEveryValueThatHasNoRange() {
        Samples.write(folder.resolve("a.npz"), "x", Samples.steps(-1));
        Samples.write(folder.resolve("b.npz"), "x", Tensor.of(new long[] {0, 3, 4}, new float[0]));
        DataRuns runs = DataRuns.open(folder);
        Map<String, Watch> watched = Map.of("root", Watch.channels(new Mse(), 1), "x", Watch.whole(new MinMax()));
        String advice = " Look at the calibration data, or keep this value in f32.";
        assertMessage(
                "%root: has no range: no finite number was seen in group 1 along axis 1 in 2 runs." + advice
                        + "\n%root: has no range: no finite number was seen in group 2 along axis 1 in 2 runs." + advice,
                () -> on(runs, 1).observe(watched));
    }

    @Test void refusesWhatItCannotWatch() {
        DataRuns runs = steps();
        assertMessage(
                "graph @sample: has no value %squire to watch. Did you mean %square?",
                () -> on(runs, 1).ranges(Map.of("squire", new MinMax())));
        assertMessage("%index: is [B]x3xi64; only floats have ranges.", () -> on(runs, 1).ranges(Map.of("index", new MinMax())));
        Executable mute = new Samples.Other(Samples.reference()) {
            @Override public boolean canTap() { return false; }
        };
        assertMessage(
                "calibration: this backend does not show the values between inputs and results. Use the backend \"reference\".",
                () -> new Calibration(Samples.GRAPH, mute, runs, 1, Progress.NONE).ranges(Map.of("x", new MinMax())));
        assertMessage(
                folder.resolve("0.npz") + ": %x: is 2x3x4xf32, which has no axis 3.",
                () -> on(runs, 1).observe(Map.of("x", Watch.channels(new MinMax(), 3))));
    }

    @Test void refusesAxesThatChangeTheirSize() {
        DataRuns runs = Samples.random(folder, 2);
        assertMessage(
                folder.resolve("001.npz")
                        + ": %x: has 2 groups along axis 0, but 1 in the runs before; expected as many in every run.",
                () -> on(runs, 1).observe(Map.of("x", Watch.channels(new MinMax(), 0))));
    }

    private static void assertMessage(String message, Runnable work) {
        assertEquals(message, assertThrows(DyadicException.class, work::run).getMessage());
    }
}
