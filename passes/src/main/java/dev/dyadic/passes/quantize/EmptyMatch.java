// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.plugin.recipe.Glob;
import dev.dyadic.plugin.recipe.Selector;
import dev.dyadic.plugin.recipe.StructureKind;
import dev.dyadic.plugin.registry.Suggestion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Says why a selector selects no node of a graph, and what would. */
record EmptyMatch(Graph graph, Selection selection) {

    private static final int SHOWN = 8;

    /** In sentences. */
    String why(Selector selector) {
        return String.join(" ", sentences(selector));
    }

    private Set<String> sentences(Selector selector) {
        return switch (selector) {
            case Selector.Kind(StructureKind kind) -> told("It has no node of kind " + kind + ".", "Its kinds", kinds());
            case Selector.Mnemonic(String op) -> told("It has no op \"" + op + "\".", "Its ops", ops());
            case Selector.NameMatches(Glob name) -> named("node", name, names());
            case Selector.Feeds(Glob output) -> named("output", output, names(graph.outputs()));
            case Selector.FedBy(Glob input) -> named("input", input, names(graph.inputs()));
            case Selector.And(Selector left, Selector right) -> both(left, right);
            case Selector.Or(Selector left, Selector right) -> {
                Set<String> sentences = new LinkedHashSet<>(sentences(left));
                sentences.addAll(sentences(right));
                yield sentences;
            }
            case Selector.Not(Selector what) -> told("Each of its nodes is " + what + ".");
        };
    }

    private Set<String> both(Selector left, Selector right) {
        if (count(left) == 0) return sentences(left);
        if (count(right) == 0) return sentences(right);
        return told("It has " + nodes(left) + " for " + left + " and " + nodes(right) + " for " + right + ", but none for both.");
    }

    private String nodes(Selector selector) {
        long count = count(selector);
        return count == 1 ? "1 node" : count + " nodes";
    }

    private static Set<String> named(String what, Glob pattern, List<String> names) {
        String near = Suggestion.among(pattern.pattern(), names).map(name -> " Did you mean \"" + name + "\"?").orElse("");
        return told("No " + what + " is called \"" + pattern + "\"." + near, "Its " + what + "s", names);
    }

    private static Set<String> told(String what, String known, List<String> words) {
        return new LinkedHashSet<>(List.of(what, all(known, words)));
    }

    private static Set<String> told(String what) {
        return Set.of(what);
    }

    private static String all(String what, List<String> words) {
        String shown = String.join(", ", words.subList(0, Math.min(SHOWN, words.size())));
        return what + ": " + shown + (words.size() > SHOWN ? ", and " + (words.size() - SHOWN) + " more." : ".");
    }

    private long count(Selector selector) {
        return computing().filter(node -> selection.matches(selector, node)).count();
    }

    private List<String> kinds() {
        return Stream.of(StructureKind.values())
                .filter(kind -> count(new Selector.Kind(kind)) > 0)
                .map(StructureKind::toString).toList();
    }

    private List<String> ops() {
        return List.copyOf(new TreeSet<>(computing().map(node -> node.op().mnemonic()).toList()));
    }

    private List<String> names() {
        return computing().map(Node::name).toList();
    }

    private static List<String> names(List<Value> values) {
        return values.stream().map(Value::name).toList();
    }

    private Stream<Node> computing() {
        return graph.nodes().stream().filter(node -> !(node.op() instanceof Constant));
    }
}
