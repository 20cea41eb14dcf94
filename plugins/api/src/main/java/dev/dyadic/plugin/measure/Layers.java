// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Movement;
import dev.dyadic.plugin.Decision;
import dev.dyadic.plugin.Decision.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** Puts together what is known of each layer of a compilation. */
final class Layers {

    private final Quality quality;
    private final Decisions decisions;
    private final Watched watched;
    private final Map<String, Node> fakeNodes;
    private final Map<String, Node> programNodes;
    private final Map<String, List<Node>> users = new HashMap<>();
    private final Map<String, Product> rounded = new HashMap<>();
    private final List<Product> products;

    Layers(Compilation graphs, Decisions decisions, Quality quality) {
        this.quality = quality;
        this.decisions = decisions;
        this.watched = Watched.of(graphs);
        this.fakeNodes = graphs.fake().definitions();
        this.programNodes = graphs.program().definitions();
        this.products = Product.of(graphs.typed());
        Product.of(graphs.fake()).forEach(product -> rounded.put(watched.nameOf(product.node()), product));
        for (Node node : graphs.typed().nodes()) {
            for (Value in : node.ins()) users.computeIfAbsent(in.name(), _ -> new ArrayList<>()).add(node);
        }
    }

    /** In the order of the model. */
    List<Layer> all() {
        return products.stream().map(this::of).toList();
    }

    private Layer of(Product product) {
        String name = product.node().name();
        Product fake = rounded.getOrDefault(name, product);
        Optional<Rounding> rounding = rounding(fake.data());
        boolean atRunTime = rounding.filter(Rounding::atRunTime).isPresent();
        String subject = atRunTime ? name : rounding.map(each -> watched.ofFake().get(each.after().name())).orElse(name);
        boolean same = fake.weights().equals(product.weights());
        Optional<Decision> data = rounding.flatMap(_ -> decisions.last(subject, Topic.DATA));
        Optional<Decision> weights = same ? Optional.empty() : decisions.last(name, Topic.WEIGHTS);
        return new Layer(
                name,
                product.node().op().mnemonic(),
                isInteger(fake),
                rounding.map(each -> each.codes().type().element() + (atRunTime ? " at run time" : ""))
                        .orElse(product.element().toString()),
                data.map(Decision::what).orElse(""),
                weights.map(Decision::what).orElse(product.weights().element().toString()),
                Stream.concat(data.stream(), weights.stream()).map(Decision::by).filter(by -> !by.isEmpty()).distinct().toList(),
                fake.bytes(),
                rounding.map(each -> sqnr(quality.local().get(each.after().name()))).orElse(OptionalDouble.empty()),
                same ? OptionalDouble.empty() : sqnr(Closeness.of(product.weights(), fake.weights())),
                sqnr(result(product.node().out())),
                OptionalDouble.empty(),
                Optional.ofNullable(quality.data().get(product.data().name())),
                Optional.of(Histogram.of(product.weights())));
    }

    /** Whether no float product of its name is left. */
    private boolean isInteger(Product fake) {
        Node node = programNodes.get(fake.node().name());
        return node == null || !node.op().getClass().equals(fake.node().op().getClass());
    }

    /** What rounds a value, or what it is moved from. */
    private Optional<Rounding> rounding(Value value) {
        Rounding found = watched.roundings().get(value.name());
        if (found != null) return Optional.of(found);
        Node node = fakeNodes.get(value.name());
        return node != null && node.op() instanceof Movement ? rounding(node.in(0)) : Optional.empty();
    }

    /** The first value that was compared with the model's, from a product's result on through its bias and functions. */
    private Closeness result(Value product) {
        Deque<Value> next = new ArrayDeque<>(List.of(product));
        Set<String> seen = new HashSet<>();
        while (!next.isEmpty()) {
            Value value = next.removeFirst();
            Closeness found = quality.cumulative().get(value.name());
            if (found != null) return found;
            if (!seen.add(value.name())) continue;
            for (Node user : users.getOrDefault(value.name(), List.of())) {
                if (user.op() instanceof Elementwise || user.op() instanceof Movement) next.addAll(user.outs());
            }
        }
        return Closeness.NOTHING;
    }

    private static OptionalDouble sqnr(Closeness found) {
        return found == null || found.equals(Closeness.NOTHING) ? OptionalDouble.empty() : OptionalDouble.of(found.sqnr());
    }
}
