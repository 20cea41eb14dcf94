// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a program on data, several runs at a time where it allows that; results come in the order of the data. */
final class Runs {

    /** Takes the outputs of one run, keyed by name. */
    @FunctionalInterface
    interface Taker {
        void take(String name, SequencedMap<String, Tensor> outputs);
    }

    private final Executable executable;
    private final int threads;
    private final Progress progress;

    Runs(Executable executable, int threads, Progress progress) {
        if (threads < 1)
            throw new DyadicException(DyadicException.Fault.USAGE, "--threads", "must be at least 1, was " + threads + ".");
        this.executable = executable;
        this.threads = executable.isThreadSafe() ? threads : 1;
        this.progress = progress;
    }

    /** Runs all of the data. */
    void forEach(DataRuns data, Taker taker) {
        var waiting = new ArrayDeque<Future<SequencedMap<String, Tensor>>>();
        var names = new ArrayDeque<String>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads);
                Progress.Task task = progress.start("running", data.size())) {
            try {
                for (DataRuns.Run run : data) {
                    if (waiting.size() >= 2 * threads) finish(waiting, names, taker, task);
                    names.add(run.name());
                    waiting.add(pool.submit(() -> run(run)));
                }
                while (!waiting.isEmpty()) finish(waiting, names, taker, task);
            } finally {
                pool.shutdownNow();
            }
        }
    }

    private static void finish(
            ArrayDeque<Future<SequencedMap<String, Tensor>>> waiting,
            ArrayDeque<String> names,
            Taker taker,
            Progress.Task task) {
        try {
            taker.take(names.remove(), waiting.remove().get());
            task.advance(1);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DyadicException problem) throw problem;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DyadicException.input("", "interrupted.");
        }
    }

    /** The outputs of one run. */
    SequencedMap<String, Tensor> run(DataRuns.Run run) {
        return run(run, Map.of());
    }

    /**
     * The outputs of one run.
     *
     * @param known what stands in for inputs that the data does not hold
     */
    SequencedMap<String, Tensor> run(DataRuns.Run run, Map<String, Tensor> known) {
        Map<String, Tensor> arrays = run.arrays();
        for (Value input : executable.inputs()) {
            if (known.containsKey(input.name())) arrays.putIfAbsent(input.name(), known.get(input.name()));
        }
        List<Tensor> results = executable.run(arrange(run.name(), executable, arrays));
        SequencedMap<String, Tensor> outputs = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) outputs.put(executable.outputs().get(i).name(), results.get(i));
        return outputs;
    }

    /** The arrays in the order of the inputs; those of inputs that are fixed may be there too, if they are the same. */
    static List<Tensor> arrange(String run, Executable executable, Map<String, Tensor> given) {
        List<Value> inputs = executable.inputs();
        List<String> wanted = inputs.stream().map(Value::name).toList();
        Map<String, Tensor> arrays = new LinkedHashMap<>(given);
        if (!wanted.containsAll(arrays.keySet())) DataRuns.drop(run, arrays, executable.fixed());
        List<Problem> problems = new ArrayList<>();
        for (Value input : inputs) {
            if (arrays.containsKey(input.name())) continue;
            problems.add(Problem.of(
                    run,
                    "has no array for the input " + input.name() + " (" + input.type() + "); it holds " + arrays.keySet() + "."));
        }
        for (String name : arrays.keySet()) {
            if (wanted.contains(name)) continue;
            problems.add(Problem.of(run, "holds the array " + name + ", which is no input; the inputs are " + wanted + "."));
        }
        if (!problems.isEmpty()) throw new DyadicException(DyadicException.Fault.INPUT, problems);
        return wanted.stream().map(arrays::get).toList();
    }
}
