// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Observations;
import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.Sketch;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds ranges by running a graph on data, one run after the other. */
record Observing(Backend backend, DataRuns data, Progress progress) implements Observations {

    /** Ranges that stand in for what only data can tell; which ops fold does not depend on them. */
    static final Observations ANY = (_, watched) -> {
        Map<String, Sketch.Range> ranges = new LinkedHashMap<>();
        watched.keySet().forEach(name -> ranges.put(name, new Sketch.Range(-1, 1)));
        return ranges;
    };

    @Override public Map<String, Sketch.Range> observe(Graph graph, Map<String, Observer> watched) {
        Map<String, Sketch> sketches = new LinkedHashMap<>();
        watched.forEach((name, observer) -> sketches.put(name, observer.start()));
        try (Executable executable = backend.prepare(graph);
                Progress.Task task = progress.start("calibrating", data.size())) {
            var runs = new Runs(executable, 1, Progress.NONE);
            for (DataRuns.Run run : data) {
                runs.run(run, (value, tensor) -> {
                    Sketch sketch = sketches.get(value.name());
                    if (sketch != null) sketch.observe(tensor);
                });
                task.advance(1);
            }
        }
        Map<String, Sketch.Range> ranges = new LinkedHashMap<>();
        sketches.forEach((name, sketch) -> ranges.put(
                name,
                sketch.range()
                        .orElseThrow(() -> new DyadicException(
                                Fault.INPUT, "%" + name, "had no finite number in " + data.size() + " calibration runs."))));
        return ranges;
    }
}
