// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.registry.Registry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What observers find by the instruments of the backend truffle is what they find in its results. */
class TruffleObservingTest {

    private static final Graph GRAPH = QirParser.parse("layer", """
            graph @layer typed (%x: [N]x8xf32) {
              %w = constant() {value=8x4xf32(WEIGHTS)} : 8x4xf32
              %sum = matmul(%x, %w) : [N]x4xf32
              %gate = sigmoid(%sum) : [N]x4xf32
              %y = mul(%sum, %gate) : [N]x4xf32
              return %y
            }
            """.replace("WEIGHTS", "0.5, -1, 2, 0.25" + ", 1, 0.125, -3, 0.75".repeat(7)));

    private final Registry registry = Registry.load(List.of());
    private final Backend backend = registry.get(Backend.class, "truffle");
    private final List<Value> values = GRAPH.nodes().stream().skip(1).map(node -> node.out()).toList();

    @Test void everyObserverFindsTheSameByInstrumentsAndInResults() {
        List<Observer> observers = registry.all(Observer.class);
        assertFalse(observers.isEmpty());
        for (Observer observer : observers) assertEquals(inResults(observer), byInstruments(observer), observer.name());
    }

    private Map<String, Sketch.Range> byInstruments(Observer observer) {
        Map<String, Sketch> sketches = sketches(observer);
        try (Executable executable = backend.prepare(GRAPH, registry)) {
            for (int run = 0; run < 5; run++) {
                executable.run(inputs(run), (value, tensor) -> {
                    if (sketches.containsKey(value.name())) sketches.get(value.name()).observe(tensor);
                });
            }
        }
        return ranges(sketches);
    }

    private Map<String, Sketch.Range> inResults(Observer observer) {
        Map<String, Sketch> sketches = sketches(observer);
        Graph all = new Graph(GRAPH.name(), GRAPH.stage(), GRAPH.inputs(), GRAPH.nodes(), values);
        try (Executable executable = backend.prepare(all, registry)) {
            for (int run = 0; run < 5; run++) {
                List<Tensor> results = executable.run(inputs(run));
                for (int i = 0; i < values.size(); i++) sketches.get(values.get(i).name()).observe(results.get(i));
            }
        }
        return ranges(sketches);
    }

    private Map<String, Sketch> sketches(Observer observer) {
        Map<String, Sketch> sketches = new LinkedHashMap<>();
        values.forEach(value -> sketches.put(value.name(), observer.start()));
        return sketches;
    }

    private static Map<String, Sketch.Range> ranges(Map<String, Sketch> sketches) {
        Map<String, Sketch.Range> ranges = new LinkedHashMap<>();
        sketches.forEach((name, sketch) -> ranges.put(name, sketch.range().orElseThrow()));
        return ranges;
    }

    private static List<Tensor> inputs(int run) {
        var random = new SplittableRandom(run);
        int rows = 3 + 10 * run;
        float[] x = new float[rows * 8];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextDouble(-3, 3);
        return List.of(Tensor.of(new long[] {rows, 8}, x));
    }
}
