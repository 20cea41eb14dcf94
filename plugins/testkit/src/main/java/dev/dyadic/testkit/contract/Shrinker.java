// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds a small part of a graph that fails as the whole does, by dropping nodes one by one. */
final class Shrinker {

    private final Judge judge;

    Shrinker(Judge judge) {
        this.judge = judge;
    }

    /** A trial that fails, no node of which can be dropped. */
    Trial shrink(Trial failing) {
        Optional<Trial> smaller = Optional.of(failing);
        Trial smallest = failing;
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smaller(smallest);
        }
        return smallest;
    }

    private Optional<Trial> smaller(Trial trial) {
        for (List<Tensor> run : trial.runs()) {
            if (trial.runs().size() == 1) break;
            Trial single = new Trial(trial.graph(), List.of(run), trial.isExact());
            if (fails(single)) return Optional.of(single);
        }
        for (Node node : trial.graph().nodes()) {
            Optional<Trial> without = without(node, trial).filter(this::fails);
            if (without.isPresent()) return without;
        }
        return Optional.empty();
    }

    private boolean fails(Trial trial) {
        return judge.judge(trial) instanceof Verdict.Broken;
    }

    /** The trial with the results of a node given as inputs, or no longer asked for; what nothing needs any more is gone. */
    private Optional<Trial> without(Node dropped, Trial trial) {
        if (dropped.op() instanceof Constant) return Optional.empty();
        Graph graph = trial.graph();
        List<Value> outputs = graph.outputs().stream().filter(out -> !dropped.outs().contains(out)).toList();
        if (outputs.isEmpty()) return Optional.empty();
        List<Value> inputs = new ArrayList<>(graph.inputs());
        inputs.addAll(dropped.outs());
        Set<Value> needed = new HashSet<>(outputs);
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes().reversed()) {
            if (node.equals(dropped) || node.outs().stream().noneMatch(needed::contains)) continue;
            needed.addAll(node.ins());
            nodes.addFirst(node);
        }
        inputs.removeIf(input -> !needed.contains(input));
        try {
            Graph rest = new Graph(graph.name(), graph.stage(), inputs, nodes, outputs);
            List<List<Tensor>> runs = trial.runs().stream().map(run -> values(graph, run, inputs)).toList();
            for (List<Tensor> run : runs) Reference.run(rest, run);
            return Optional.of(new Trial(rest, runs, trial.isExact()));
        } catch (DyadicException misfit) {
            return Optional.empty();
        }
    }

    private static List<Tensor> values(Graph graph, List<Tensor> run, List<Value> wanted) {
        Map<String, Tensor> values = new HashMap<>();
        Reference.run(graph, run, (value, tensor) -> values.put(value.name(), tensor));
        return wanted.stream().map(value -> values.get(value.name())).toList();
    }
}
