// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.DataRuns.Run;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.calibrate.InOrder;
import dev.dyadic.plugin.calibrate.RunInputs;
import dev.dyadic.plugin.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds what the outputs of a model lose by each layer: graphs in which that layer alone is rounded are run beside the float model. */
public record Sensitivity(Compilation graphs, Backend backend, Registry registry) {

    /**
     * The signal-to-noise ratio of the outputs in dB, the mean over runs and outputs, where one layer alone is rounded; by the model's name
     * of the layer's result. It takes a run of the model for each layer and each run of the data, and holds the model's outputs of them all.
     *
     * @param threads how many layers are looked at at a time; the figures are the same for any number
     */
    public SortedMap<String, Double> over(DataRuns data, int threads, Progress progress) {
        List<List<Tensor>> expected = outputs(graphs.typed(), data);
        var alone = new RoundedAlone(graphs);
        SortedMap<String, Double> found = new TreeMap<>();
        try (Progress.Task task = progress.start("rounding each layer alone", alone.layers().size())) {
            InOrder.forEach(alone.layers(), threads, layer -> Map.entry(layer, outputs(alone.only(layer), data)), each -> {
                found.put(each.getKey(), ratio(expected, each.getValue()));
                task.advance(1);
            });
        }
        return found;
    }

    private List<List<Tensor>> outputs(Graph graph, DataRuns data) {
        List<List<Tensor>> outputs = new ArrayList<>();
        try (Executable executable = backend.prepare(graph, registry)) {
            for (Run run : data) outputs.add(new RunInputs(run, graph.inputs()).run(executable));
        }
        return outputs;
    }

    private static double ratio(List<List<Tensor>> expected, List<List<Tensor>> found) {
        List<Double> ratios = new ArrayList<>();
        for (int run = 0; run < expected.size(); run++) {
            for (int i = 0; i < expected.get(run).size(); i++) {
                Tensor output = expected.get(run).get(i);
                if (output.element().kind() == Element.Kind.STRING) continue;
                ratios.add(Closeness.of(output, found.get(run).get(i)).sqnr());
            }
        }
        return ratios.stream().mapToDouble(Double::doubleValue).average().orElse(Closeness.NO_NOISE);
    }
}
