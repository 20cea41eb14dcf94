// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.rewrite.Sweep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Makes graphs in which one layer alone is rounded, so that what the outputs lose by it can be measured. */
final class RoundedAlone {

    private final Graph fake;
    private final Map<String, Node> definitions;
    private final Map<String, Value> exact = new HashMap<>();
    private final List<Node> constants = new ArrayList<>();
    private final SequencedMap<String, Node> layers = new LinkedHashMap<>();

    RoundedAlone(Compilation graphs) {
        fake = graphs.fake();
        definitions = fake.definitions();
        for (Rounding rounding : Rounding.of(fake)) exact.put(rounding.after().name(), rounding.before());
        Watched watched = Watched.of(graphs);
        Product.of(fake).forEach(product -> layers.put(watched.nameOf(product.node()), product.node()));
        for (Product product : Product.of(graphs.typed())) {
            Node rounded = layers.get(product.node().name());
            if (rounded == null) continue;
            Value weights = product.weightsValue();
            exact.put(rounded.in(product.node().ins().indexOf(weights)).name(), weights);
            boolean missing = !definitions.containsKey(weights.name())
                    && constants.stream().noneMatch(each -> each.out().equals(weights));
            if (missing) constants.add(new Node(List.of(weights), new Constant(product.weights()), List.of()));
        }
    }

    /** The layers that can be rounded alone, by the model's name of their result. */
    List<String> layers() {
        return List.copyOf(layers.keySet());
    }

    /** The model with only this layer's data and weights rounded; outputs are in the model's order, their names may differ. */
    Graph only(String layer) {
        Set<String> kept = new HashSet<>();
        keep(layers.get(layer), kept);
        List<Node> nodes = new ArrayList<>(constants);
        for (Node node : fake.nodes()) {
            nodes.add(kept.contains(node.name()) ? node
                    : new Node(node.outs(), node.op(), node.ins().stream().map(this::exact).toList()));
        }
        List<Value> outputs = fake.outputs().stream().map(this::exact).toList();
        return Sweep.dropDead(new Graph(fake.name(), fake.stage(), fake.inputs(), nodes, outputs));
    }

    /** A layer, and what moves its data between where it is rounded and where it is used. */
    private void keep(Node node, Set<String> kept) {
        kept.add(node.name());
        for (Value in : node.ins()) {
            Node behind = definitions.get(in.name());
            if (behind != null && behind.op() instanceof Movement && !exact.containsKey(in.name())) keep(behind, kept);
        }
    }

    private Value exact(Value value) {
        Value now = value;
        while (exact.containsKey(now.name()) && !exact.get(now.name()).equals(now)) now = exact.get(now.name());
        return now;
    }
}
