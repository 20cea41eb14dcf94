// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.DataRuns.Run;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Quantized;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.calibrate.InOrder;
import dev.dyadic.plugin.calibrate.RunInputs;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs the graphs of a compilation on data and compares their values as they appear. Of a run it holds the values that are compared; of
 * the data nothing. The figures are the same for any number of threads.
 *
 * @param model runs {@link Compilation#model()}; the others likewise. All but this one show what is watched of them
 */
public record Measuring(Watched watched, Executable model, Executable typed, Executable fake, Executable program) {

    /** The figures over all of the data. */
    public Quality over(DataRuns data, int threads, Progress progress) {
        boolean safe = List.of(model, typed, fake, program).stream().allMatch(Executable::isThreadSafe);
        Quality[] total = {Quality.NONE};
        try (Progress.Task task = progress.start("measuring", data.size())) {
            InOrder.forEach(data, safe ? threads : 1, this::of, quality -> {
                total[0] = total[0].plus(quality);
                task.advance(1);
            });
        }
        return total[0];
    }

    private Quality of(Run run) {
        var inputs = new RunInputs(run, typed.inputs());
        Map<String, Tensor> reals = new HashMap<>();
        SortedMap<String, Histogram> data = new TreeMap<>();
        SortedMap<String, Closeness> cumulative = new TreeMap<>();
        List<Tensor> plain = inputs.run(typed, (value, tensor) -> {
            if (watched.data().contains(value.name())) data.put(value.name(), Histogram.of(tensor));
            if (watched.values().contains(value.name())) reals.put(value.name(), tensor);
        });
        SortedMap<String, Closeness> local = rounded(inputs, reals, cumulative);
        List<Tensor> found = inputs.run(program, (value, tensor) -> {
            String name = watched.ofProgram().getOrDefault(value.name(), "");
            if (reals.containsKey(name)) put(cumulative, name, reals.get(name), decoded(value, tensor));
        });
        List<Tensor> expected = model == typed ? plain : inputs.run(model);
        return new Quality(1, local, cumulative, outputs(expected, found), data);
    }

    /** The rounding of each value by itself; what the program holds no codes of is compared with the model here. */
    private SortedMap<String, Closeness> rounded(
            RunInputs inputs, Map<String, Tensor> reals, SortedMap<String, Closeness> cumulative) {
        SortedMap<String, Closeness> local = new TreeMap<>();
        Map<String, Tensor> befores = new HashMap<>();
        inputs.run(fake, (value, tensor) -> {
            if (watched.lastRounding().containsKey(value.name())) befores.put(value.name(), tensor);
            Rounding rounding = watched.roundings().get(value.name());
            if (rounding == null) return;
            String before = rounding.before().name();
            put(local, value.name(), befores.get(before), tensor);
            if (watched.lastRounding().get(before).equals(value.name())) befores.remove(before);
            String name = watched.ofFake().getOrDefault(value.name(), "");
            if (reals.containsKey(name)) put(cumulative, name, reals.get(name), tensor);
        });
        return local;
    }

    private SortedMap<String, Tally> outputs(List<Tensor> expected, List<Tensor> found) {
        SortedMap<String, Tally> outputs = new TreeMap<>();
        for (int i = 0; i < expected.size(); i++) {
            if (expected.get(i).element().kind() == Element.Kind.STRING) continue;
            outputs.put(model.outputs().get(i).name(), Tally.of(Closeness.of(expected.get(i), found.get(i))));
        }
        return outputs;
    }

    private static void put(SortedMap<String, Closeness> figures, String name, Tensor reference, Tensor other) {
        if (!Arrays.equals(reference.sizes(), other.sizes())) return;
        figures.put(name, Closeness.of(reference, other));
    }

    /** The numbers that codes stand for; other values as they are. */
    private static Tensor decoded(Value value, Tensor tensor) {
        if (!(value.type().scalar() instanceof Quantized(_, float scale, long zero))) return tensor;
        float[] reals = new float[tensor.length()];
        for (int i = 0; i < reals.length; i++) reals[i] = (tensor.getLong(i) - zero) * scale;
        return Tensor.of(tensor.sizes(), reals);
    }
}
