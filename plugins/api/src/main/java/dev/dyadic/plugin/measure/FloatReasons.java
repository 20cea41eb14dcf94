// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.measure;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
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
import java.util.Set;

/** Says of each node of a program that computes with floats why it does. */
final class FloatReasons {

    private final Graph program;
    private final Decisions decisions;
    private final Map<String, Node> definitions;
    private final Set<String> ofModel = new HashSet<>();
    private final Map<String, List<Node>> users = new HashMap<>();

    FloatReasons(Compilation graphs, Decisions decisions) {
        this.program = graphs.program();
        this.decisions = decisions;
        this.definitions = program.definitions();
        graphs.typed().values().forEach(value -> ofModel.add(value.name()));
        for (Node node : program.nodes()) {
            for (Value in : node.ins()) users.computeIfAbsent(in.name(), _ -> new ArrayList<>()).add(node);
        }
    }

    List<FloatOp> all() {
        return FloatOps.of(program).stream().map(node -> new FloatOp(node.name(), node.op().mnemonic(), why(node))).toList();
    }

    private String why(Node node) {
        if (FloatOps.isRescale(node, definitions)) return "it rescales codes, from one scale to another, in float.";
        String name = origin(node.name());
        Optional<Decision> told = decisions.last(name, Topic.FLOAT);
        if (told.isPresent()) return Decisions.told(told.get());
        Optional<Decision> data = decisions.last(name, Topic.DATA);
        boolean rowsOnly = data.isEmpty() && decisions.last(name, Topic.WEIGHTS).isPresent();
        if (!rowsOnly && (!name.equals(node.name()) || data.isPresent())) {
            return "it finds or applies a scale at run time" + data.map(FloatReasons::by).orElse("") + ".";
        }
        if (decisions.last(name, Topic.RULE).isEmpty()) return "no rule of the recipe selects it.";
        Optional<Decision> later = later(node.out());
        if (later.isPresent()) return "it leads to what stays float: " + Decisions.told(later.get());
        if (decisions.last(name, Topic.WEIGHTS).isPresent()) return "only its weights are quantized, its data is not.";
        return "no rule of the recipe quantizes its result.";
    }

    private static String by(Decision decision) {
        return decision.by().isEmpty() ? "" : ", as the recipe asks for (" + decision.by() + ")";
    }

    /** The model's value that a value of the program was made for, as its name tells; its own name where there is none. */
    private String origin(String name) {
        for (String now = name;; now = now.substring(0, now.lastIndexOf('.'))) {
            if (ofModel.contains(now)) return now;
            if (now.lastIndexOf('.') <= 0) return name;
        }
    }

    /** Why the first value behind this one stays float of which that is known. */
    private Optional<Decision> later(Value value) {
        Deque<Value> next = new ArrayDeque<>(List.of(value));
        Set<String> seen = new HashSet<>();
        while (!next.isEmpty()) {
            for (Node user : users.getOrDefault(next.removeFirst().name(), List.of())) {
                if (!seen.add(user.name())) continue;
                Optional<Decision> found = decisions.last(origin(user.name()), Topic.FLOAT);
                if (found.isPresent()) return found;
                next.addAll(user.outs());
            }
        }
        return Optional.empty();
    }
}
