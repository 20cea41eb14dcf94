// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * How far quantization moved values on some data.
 *
 * @param runs how many runs were looked at
 * @param local each rounded value against itself before, by the name of the rounded one in the fake-quantized graph
 * @param cumulative each value of the program against the float model's, by the model's name
 * @param outputs each output of the program against the model's, by name
 * @param data the float model's numbers that products with weights take, by name
 */
public record Quality(
        int runs,
        SortedMap<String, Closeness> local,
        SortedMap<String, Closeness> cumulative,
        SortedMap<String, Tally> outputs,
        SortedMap<String, Histogram> data) {

    /** No run was looked at. */
    public static final Quality NONE = new Quality(0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public Quality {
        local = Collections.unmodifiableSortedMap(local);
        cumulative = Collections.unmodifiableSortedMap(cumulative);
        outputs = Collections.unmodifiableSortedMap(outputs);
        data = Collections.unmodifiableSortedMap(data);
    }

    /** Of both together. */
    public Quality plus(Quality more) {
        return new Quality(
                runs + more.runs,
                merged(local, more.local, Closeness::plus),
                merged(cumulative, more.cumulative, Closeness::plus),
                merged(outputs, more.outputs, Tally::plus),
                merged(data, more.data, Histogram::plus));
    }

    private static <T> SortedMap<String, T> merged(SortedMap<String, T> a, SortedMap<String, T> b, BinaryOperator<T> plus) {
        SortedMap<String, T> merged = new TreeMap<>(a);
        b.forEach((name, value) -> merged.merge(name, value, plus));
        return merged;
    }

    /** The cosine of the outputs, the mean over runs and outputs. */
    public double cosine() {
        return outputs.values().stream().mapToDouble(Tally::cosine).average().orElse(1);
    }

    /** The signal-to-noise ratio of the outputs in dB, the mean over runs and outputs. */
    public double sqnr() {
        return outputs.values().stream().mapToDouble(Tally::sqnr).average().orElse(Closeness.NO_NOISE);
    }

    /** The largest difference of an output. */
    public double difference() {
        return outputs.values().stream().mapToDouble(Tally::largest).max().orElse(0);
    }
}
