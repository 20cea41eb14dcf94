// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.compare.SampleInputs;
import dev.dyadic.plugin.registry.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** What programs are timed on: data, or random inputs of sizes that are asked for. All of it is in memory before anything is timed. */
final class TimedInputs {

    private TimedInputs() {}

    /** The arrays of each run, by name of input. */
    static List<Map<String, Tensor>> of(Optional<Path> data, int limit, List<Value> inputs, Map<String, Long> sizes, long seed) {
        if (data.isEmpty()) return List.of(random(inputs, sizes, seed));
        if (!sizes.isEmpty()) {
            throw new DyadicException(Fault.USAGE, "--size", "is for random inputs, but there is --inputs.",
                    "Leave one of them out.");
        }
        List<Map<String, Tensor>> runs = new ArrayList<>();
        for (DataRuns.Run run : DataRuns.open(data.get()).limit(limit)) runs.add(run.arrays());
        return runs;
    }

    private static Map<String, Tensor> random(List<Value> inputs, Map<String, Long> sizes, long seed) {
        SequencedSet<String> named = new LinkedHashSet<>();
        for (Value input : inputs) {
            if (!input.type().isKnown()) {
                throw new DyadicException(
                        Fault.USAGE, input.name(), "is " + input.type() + ": random inputs need to know more.",
                        "Give data: --inputs DATA.");
            }
            input.type().shape().dims().forEach(dim -> named.addAll(dim.names()));
        }
        for (String size : sizes.keySet()) {
            if (!named.contains(size)) {
                throw new DyadicException(
                        Fault.USAGE, "--size", "no input has a size named " + size + ".", Suggestion.hint(size, named));
            }
        }
        List<String> missing = named.stream().filter(name -> !sizes.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new DyadicException(
                    Fault.USAGE, "--size", "the inputs have sizes that are not given: " + String.join(", ", missing) + ".",
                    "Try: --size " + String.join("=1,", missing) + "=1, or --inputs DATA.");
        }
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        List<Tensor> tensors = SampleInputs.of(inputs, sizes, seed)
                .orElseThrow(() -> new DyadicException(
                        Fault.USAGE, "--size", "no inputs can be made of these sizes.", "Give data: --inputs DATA."));
        for (int i = 0; i < inputs.size(); i++) arrays.put(inputs.get(i).name(), tensors.get(i));
        return arrays;
    }
}
