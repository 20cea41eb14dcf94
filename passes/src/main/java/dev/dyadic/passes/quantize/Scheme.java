// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Decision.Topic;
import dev.dyadic.plugin.recipe.Numeric;
import dev.dyadic.plugin.recipe.Recipe;
import dev.dyadic.plugin.recipe.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a recipe's rules mean for each node of a graph: the last rule that selects a node decides. */
final class Scheme {

    private record Decision(Optional<Numeric> weights, Optional<Numeric> activations, List<Rule> by) {
        static final Decision NONE = new Decision(Optional.empty(), Optional.empty(), List.of());

        Decision then(Rule rule) {
            List<Rule> rules = new ArrayList<>(by);
            rules.add(rule);
            return switch (rule) {
                case Rule.Keep _ -> new Decision(Optional.empty(), Optional.empty(), rules);
                case Rule.Quantize quantize ->
                    new Decision(
                            quantize.weights().isPresent() ? quantize.weights() : weights,
                            quantize.activations().isPresent() ? quantize.activations() : activations,
                            rules);
            };
        }
    }

    private final Map<String, Decision> decisions = new HashMap<>();
    private final Anatomy anatomy;

    /** @throws DyadicException naming every rule that selects nothing and is not optional */
    Scheme(Recipe recipe, Graph graph, Anatomy anatomy) {
        this.anatomy = anatomy;
        var selection = new Selection(anatomy);
        var why = new EmptyMatch(graph, selection);
        List<Problem> problems = new ArrayList<>();
        for (Rule rule : recipe.rules()) {
            boolean hit = false;
            for (Node node : graph.nodes()) {
                if (node.op() instanceof Constant || !selection.matches(rule.selector(), node)) continue;
                hit = true;
                decisions.merge(node.name(), Decision.NONE.then(rule), (before, _) -> before.then(rule));
            }
            if (hit || rule.optional()) continue;
            problems.add(new Problem(
                    rule.at().toString(),
                    "the rule \"" + rule + "\" selects nothing in " + graph.name() + ".",
                    why.why(rule.selector()) + " Write \"optional\" behind the rule if it may select nothing."));
        }
        if (!problems.isEmpty()) throw new DyadicException(Fault.RECIPE, problems);
    }

    /** How the weights of a node are quantized. */
    Optional<Numeric> weights(Node node) {
        return decision(node).weights();
    }

    /** How the data a node takes and gives is quantized. */
    Optional<Numeric> activations(Node node) {
        return decision(node).activations();
    }

    /** The rules that select a node, in order. */
    List<Rule> rules(Node node) {
        return decision(node).by();
    }

    /** The last rule about a node's weights, or its data. */
    Optional<Rule> by(Node node, Predicate<Rule.Quantize> about) {
        return rules(node).reversed().stream().filter(rule -> !(rule instanceof Rule.Quantize each) || about.test(each))
                .findFirst();
    }

    /** Tells which rules select which nodes, and what is kept. */
    void tell(Graph graph, Context context) {
        for (Node node : graph.nodes()) {
            for (Rule rule : rules(node)) context.decide(node.name(), Topic.RULE, rule.toString(), rule.at().toString());
            if (rules(node).isEmpty() || !(rules(node).getLast() instanceof Rule.Keep keep)) continue;
            context.decide(node.name(), Topic.FLOAT, "the recipe keeps it in " + keep.element(), keep.at().toString());
        }
    }

    /** How a value between two steps is quantized: as its definition asks, of what is not quantized there as its first user asks. */
    Optional<Numeric> between(Value value) {
        Optional<Numeric> given = anatomy.definition(value).flatMap(this::activations);
        if (given.filter(numeric -> !numeric.dynamic()).isPresent()) return given;
        if (anatomy.definition(value).isPresent() && decided(value)) return Optional.empty();
        return anatomy.users(value).stream()
                .flatMap(user -> activations(user).stream())
                .filter(numeric -> !numeric.dynamic())
                .findFirst();
    }

    /** Whether some rule keeps the node that defines a value as it is. */
    private boolean decided(Value value) {
        Node node = anatomy.definition(value).orElseThrow();
        return !rules(node).isEmpty() && activations(node).isEmpty() && rules(node).getLast() instanceof Rule.Keep;
    }

    private Decision decision(Node node) {
        return decisions.getOrDefault(node.name(), Decision.NONE);
    }
}
