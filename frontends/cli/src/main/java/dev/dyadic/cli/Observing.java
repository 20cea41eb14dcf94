// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Observations;
import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.Tally;
import dev.dyadic.plugin.calibrate.Calibration;
import dev.dyadic.plugin.calibrate.CalibrationCache;
import dev.dyadic.plugin.calibrate.Watch;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.spec.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Finds ranges by running a graph on data, several runs at a time, and keeps them, so that the same question is not asked of the same
 * data twice.
 */
record Observing(Backend backend, Registry registry, DataRuns data, int threads, Progress progress,
        Consumer<Problem> notes) implements Observations {

    /** Ranges that stand in for what only data can tell; which ops fold does not depend on them. */
    static final Observations ANY = (_, watched) -> {
        Map<String, Sketch.Range> ranges = new LinkedHashMap<>();
        watched.keySet().forEach(name -> ranges.put(name, new Sketch.Range(-1, 1)));
        return ranges;
    };

    @Override public Map<String, Sketch.Range> observe(Graph graph, Map<String, Observer> watched) {
        Map<String, Watch> watches = new TreeMap<>();
        watched.forEach((name, observer) -> watches.put(name, Watch.whole(observer)));
        var found = CalibrationCache.open(notes)
                .observe(graph, data, Options.spec(backend).toString(), watches, missing -> observed(graph, missing));
        Map<String, Sketch.Range> ranges = new LinkedHashMap<>();
        found.forEach((name, range) -> ranges.put(name, range.getFirst()));
        return ranges;
    }

    private SortedMap<String, List<Sketch.Range>> observed(Graph graph, Map<String, Watch> missing) {
        try (Executable executable = backend.prepare(graph, registry, missing.keySet())) {
            return new Calibration(graph, executable, data, threads, progress).observe(missing);
        }
    }

    @Override public <T extends Tally<T>> Map<String, T> tally(Graph graph, Map<String, Supplier<T>> starts) {
        try (Executable executable = backend.prepare(graph, registry, starts.keySet())) {
            return new Calibration(graph, executable, data, threads, progress).tally(starts);
        }
    }
}
