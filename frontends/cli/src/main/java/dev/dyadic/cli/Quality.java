// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Progress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far quantization moves values: locally, by a value's own rounding, and cumulatively, against the float model.
 *
 * @param values by name, in the order they are defined
 * @param outputs the program's outputs against the model's, by name
 */
record Quality(SequencedMap<String, Figures> values, SequencedMap<String, Closeness> outputs) {

    /** Runs looked at; more change the figures little and cost as much again. */
    private static final int RUNS = 4;

    private static final String REAL = ".real";
    private static final String RAW = ".raw";

    /** One value: its own rounding, and all that came before it as well. */
    record Figures(Closeness local, Closeness cumulative) {
        Figures plus(Figures more) {
            return new Figures(local.plus(more.local), cumulative.plus(more.cumulative));
        }
    }

    static Quality measure(Compiler.Compiled compiled, DataRuns data, Backend backend, Progress progress) {
        SequencedMap<String, Figures> values = new LinkedHashMap<>();
        SequencedMap<String, Closeness> outputs = new LinkedHashMap<>();
        Set<String> watched = watched(compiled.typed(), compiled.fake());
        DataRuns few = data.limit(RUNS);
        try (Executable typed = backend.prepare(compiled.typed());
                Executable fake = backend.prepare(compiled.fake());
                Executable done = backend.prepare(compiled.done());
                Progress.Task task = progress.start("measuring", few.size())) {
            for (DataRuns.Run run : few) {
                Map<String, Tensor> model = seen(typed, run, watched, "");
                Map<String, Tensor> rounded = seen(fake, run, watched, REAL);
                Map<String, Tensor> raw = seen(fake, run, watched, RAW);
                for (String name : watched) {
                    Tensor real = rounded.getOrDefault(name + REAL, rounded.get(name));
                    Tensor before = raw.getOrDefault(name + RAW, raw.get(name));
                    if (real == null || before == null || !model.containsKey(name)) continue;
                    values.merge(name, new Figures(Closeness.of(before, real), Closeness.of(model.get(name), real)),
                            Figures::plus);
                }
                var program = new Runs(done, 1, Progress.NONE).run(run);
                program.forEach((name, tensor) -> outputs.merge(name, Closeness.of(model.get(name), tensor), Closeness::plus));
                task.advance(1);
            }
        }
        return new Quality(values, outputs);
    }

    /** The values that the fake graph quantizes, under the model's names, and the outputs. */
    private static Set<String> watched(Graph typed, Graph fake) {
        Set<String> names = new TreeSet<>();
        Set<String> known = new TreeSet<>(typed.values().stream().map(Value::name).toList());
        for (Value value : fake.values()) {
            String name = value.name();
            if (name.endsWith(REAL)) names.add(name.substring(0, name.length() - REAL.length()));
            if (name.endsWith(RAW)) names.add(name.substring(0, name.length() - RAW.length()));
        }
        names.retainAll(known);
        typed.outputs().forEach(output -> names.add(output.name()));
        return names;
    }

    private static Map<String, Tensor> seen(Executable executable, DataRuns.Run run, Set<String> watched, String suffix) {
        Map<String, Tensor> seen = new HashMap<>();
        new Runs(executable, 1, Progress.NONE).run(run, (value, tensor) -> {
            String name = value.name();
            String bare = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
            if (tensor.element().isFloat() && (watched.contains(name) || watched.contains(bare))) seen.put(name, tensor);
        });
        return seen;
    }

    /** The mean of the outputs' cosines. */
    double cosine() {
        return outputs.values().stream().mapToDouble(Closeness::cosine).average().orElse(1);
    }

    /** The mean of the outputs' signal-to-noise ratios, in dB. */
    double sqnr() {
        return outputs.values().stream().mapToDouble(Closeness::sqnr).average().orElse(Closeness.NO_NOISE);
    }

    double difference() {
        return outputs.values().stream().mapToDouble(Closeness::largest).max().orElse(0);
    }
}
