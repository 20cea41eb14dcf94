// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Ranged;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Decision.Topic;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Observer;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.Sketch;
import dev.dyadic.plugin.recipe.Numeric;
import dev.dyadic.plugin.recipe.Recipe;
import dev.dyadic.plugin.spec.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the range of each value that the recipe quantizes, as its observer finds it on the calibration data, into the value's type.
 */
public record Calibrate() implements Pass {

    private static final Spec USUAL = Spec.of("min-max");

    @Override public String name() { return "calibrate"; }

    @Override public String summary() { return "Finds the ranges of the values that the recipe quantizes."; }

    @Override public Set<Stage> at() { return Set.of(Stage.TYPED, Stage.CALIBRATED); }

    @Override public Stage leaves(Stage now) { return Stage.CALIBRATED; }

    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }

    @Override public Graph run(Graph graph, Context context) {
        if (graph.stage() == Stage.CALIBRATED) return graph;
        Recipe recipe = context.wantedRecipe(name());
        var steps = new Steps(graph);
        var scheme = new Scheme(recipe, graph, steps.anatomy());
        new Overflow(recipe, graph, steps.anatomy(), scheme).refuse();
        scheme.tell(graph, context);
        Spec usual = recipe.calibration().map(each -> each.observer()).orElse(USUAL);
        Map<String, Observer> watched = new LinkedHashMap<>();
        for (Value value : steps.ends()) {
            Optional<Numeric> numeric = scheme.between(value);
            if (numeric.isEmpty()) continue;
            Spec observer = numeric.get().observer().orElse(usual);
            watched.put(value.name(), context.registry().get(Observer.class, observer));
            context.decide(value.name(), Topic.DATA, numeric.get().format() + ", range by " + observer, by(value, scheme, steps));
        }
        return write(graph, watched.isEmpty() ? Map.of() : context.observe(graph, watched));
    }

    /** The rule about what gives the value, or else about what takes it first. */
    private static String by(Value value, Scheme scheme, Steps steps) {
        Stream<Node> near = Stream.concat(steps.anatomy().definition(value).stream(), steps.anatomy().users(value).stream());
        return near.flatMap(node -> scheme.by(node, rule -> rule.activations().isPresent()).stream())
                .findFirst().map(rule -> rule.at().toString()).orElse("");
    }

    private static Graph write(Graph graph, Map<String, Sketch.Range> ranges) {
        List<Node> nodes = graph.nodes().stream()
                .map(node -> node.on(write(node.outs(), ranges), write(node.ins(), ranges)))
                .toList();
        return new Graph(
                graph.name(), Stage.CALIBRATED, write(graph.inputs(), ranges), nodes, write(graph.outputs(), ranges));
    }

    private static List<Value> write(List<Value> values, Map<String, Sketch.Range> ranges) {
        return values.stream().map(value -> write(value, ranges)).toList();
    }

    private static Value write(Value value, Map<String, Sketch.Range> ranges) {
        Sketch.Range range = ranges.get(value.name());
        if (range == null) return value;
        Element element = value.type().element();
        return value.as(value.type().with(new Ranged(element, range.low(), range.high())));
    }
}
