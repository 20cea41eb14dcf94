// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.calibrate;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.DataRuns.Run;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.Sketch.Range;
import dev.dyadic.plugin.Tally;
import dev.dyadic.plugin.registry.Suggestion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Runs a graph on data and finds the ranges of its values. Runs are read one at a time by each thread, and what they have seen is merged
 * in the order of the runs: the ranges are the same for any number of threads, and memory does not grow with the number of runs.
 *
 * @param executable the graph, made ready by a backend that shows the values between inputs and results
 * @param threads how many runs go on at a time, at least 1; only one where the executable is not thread-safe
 */
public record Calibration(Graph graph, Executable executable, DataRuns runs, int threads, Progress progress) {

    private record Going<T>(Run run, Future<SortedMap<String, T>> seen) {}

    /** What watches values: started empty for each run, shown the run's tensors, then merged into the total. */
    private interface Watching<T> {

        SortedMap<String, T> start();

        void see(T watching, Tensor tensor);

        void merge(T total, T later, Run run);
    }

    public Calibration {
        if (threads < 1) throw new IllegalArgumentException("calibration takes at least 1 thread, not " + threads);
    }

    /**
     * The range of each value, by name.
     *
     * @throws DyadicException as {@link #observe} does
     */
    public SortedMap<String, Range> ranges(Map<String, Observer> watched) {
        SortedMap<String, Watch> watches = new TreeMap<>();
        watched.forEach((value, observer) -> watches.put(value, Watch.whole(observer)));
        SortedMap<String, Range> ranges = new TreeMap<>();
        observe(watches).forEach((value, range) -> ranges.put(value, range.getFirst()));
        return Collections.unmodifiableSortedMap(ranges);
    }

    /**
     * The ranges of each value, by name: one for all of it, or one for each of its groups.
     *
     * @throws DyadicException if a name is no float value of the graph, a run does not fit the graph (the first such run is named), or no
     *     finite number was seen where a range is wanted (all such values are named)
     */
    public SortedMap<String, List<Range>> observe(Map<String, Watch> watched) {
        check(watched.keySet());
        SortedMap<String, Cells> total = start(watched);
        if (!total.isEmpty()) runAll(total, new Watching<Cells>() {
            @Override public SortedMap<String, Cells> start() {
                return Calibration.start(watched);
            }

            @Override public void see(Cells cells, Tensor tensor) {
                cells.see(tensor);
            }

            @Override public void merge(Cells all, Cells later, Run run) {
                all.merge(later, run.file());
            }
        });
        List<Problem> problems = new ArrayList<>();
        SortedMap<String, List<Range>> ranges = new TreeMap<>();
        total.forEach((value, cells) -> ranges.put(value, cells.ranges(runs.size(), problems)));
        if (!problems.isEmpty()) throw new DyadicException(Fault.INPUT, problems);
        return Collections.unmodifiableSortedMap(ranges);
    }

    /**
     * What is tallied of each value, by name.
     *
     * @throws DyadicException as {@link #observe} does
     */
    public <T extends Tally<T>> SortedMap<String, T> tally(Map<String, Supplier<T>> starts) {
        check(starts.keySet());
        SortedMap<String, T> total = tallies(starts);
        if (!total.isEmpty()) runAll(total, new Watching<T>() {
            @Override public SortedMap<String, T> start() {
                return tallies(starts);
            }

            @Override public void see(T tally, Tensor tensor) {
                tally.see(tensor);
            }

            @Override public void merge(T all, T later, Run run) {
                all.merge(later);
            }
        });
        return total;
    }

    private static <T extends Tally<T>> SortedMap<String, T> tallies(Map<String, Supplier<T>> starts) {
        SortedMap<String, T> tallies = new TreeMap<>();
        starts.forEach((value, start) -> tallies.put(value, start.get()));
        return tallies;
    }

    private void check(Set<String> watched) {
        if (!executable.canTap()) {
            throw new DyadicException(
                    Fault.USAGE,
                    "calibration",
                    "this backend does not show the values between inputs and results.",
                    "Use the backend \"reference\".");
        }
        Map<String, Value> values = new TreeMap<>();
        for (Value value : graph.values()) values.put(value.name(), value);
        List<Problem> problems = new ArrayList<>();
        for (String name : new TreeSet<>(watched)) {
            Value value = values.get(name);
            if (value == null) {
                String hint = Suggestion.among(name, values.keySet()).map(near -> "Did you mean %" + near + "?").orElse("");
                problems.add(new Problem("graph @" + graph.name(), "has no value %" + name + " to watch.", hint));
            } else if (value.type().knownElement().filter(element -> !element.isFloat()).isPresent()) {
                problems.add(Problem.of("%" + name, "is " + value.type() + "; only floats have ranges."));
            }
        }
        if (!problems.isEmpty()) throw new DyadicException(Fault.INPUT, problems);
    }

    private static SortedMap<String, Cells> start(Map<String, Watch> watched) {
        SortedMap<String, Cells> cells = new TreeMap<>();
        watched.forEach((value, watch) -> cells.put(value, new Cells(value, watch)));
        return cells;
    }

    /** A run that is over but not yet merged counts as going on, so at most so many are held. */
    private <T> void runAll(SortedMap<String, T> total, Watching<T> watching) {
        int most = executable.isThreadSafe() ? threads : 1;
        Deque<Going<T>> going = new ArrayDeque<>();
        try (Progress.Task task = progress.start("calibrating", runs.size());
                ExecutorService pool = Executors.newFixedThreadPool(most)) {
            try {
                for (Run run : runs) {
                    if (going.size() == most) merge(going.removeFirst(), total, watching, task);
                    var inputs = new RunInputs(run, executable.inputs());
                    going.addLast(new Going<>(run, pool.submit(() -> inputs.show(executable, watching.start(), watching::see))));
                }
                while (!going.isEmpty()) merge(going.removeFirst(), total, watching, task);
            } finally {
                for (Going<T> rest : going) rest.seen().cancel(false);
            }
        }
    }

    private static <T> void merge(Going<T> next, SortedMap<String, T> total, Watching<T> watching, Progress.Task task) {
        result(next.seen()).forEach((value, seen) -> watching.merge(total.get(value), seen, next.run()));
        task.advance(1);
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("calibration was interrupted");
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(failed.getCause());
            }
        }
    }
}
