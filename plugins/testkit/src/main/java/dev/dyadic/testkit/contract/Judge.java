// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirPrinter;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.compare.Comparison;
import dev.dyadic.plugin.compare.Level;
import dev.dyadic.plugin.registry.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Runs graphs on a backend and compares with the reference. */
public final class Judge {

    private final Backend backend;
    private final UnaryOperator<Graph> ready;
    private final Set<String> refuses;
    private final Level level;

    public Judge(Backend backend, UnaryOperator<Graph> ready, Set<String> refuses, Level level) {
        this.backend = backend;
        this.ready = ready;
        this.refuses = refuses;
        this.level = level;
    }

    Level level() {
        return level;
    }

    Executable prepare(Graph graph) {
        return backend.prepare(ready.apply(graph));
    }

    /** Compares all values on the way, of a graph in which everything is an integer. */
    Verdict judgeShown(Trial trial) {
        Graph graph = ready.apply(trial.graph());
        Set<String> names = graph.values().stream().map(Value::name).collect(Collectors.toSet());
        try (Executable executable = backend.prepare(graph, Registry.of(), names)) {
            if (!executable.canTap()) return new Verdict.Broken("it was prepared to show values, and says that it cannot");
            for (List<Tensor> inputs : trial.runs()) {
                Map<String, Tensor> expected = new HashMap<>();
                Map<String, Tensor> found = new HashMap<>();
                List<Tensor> results = Reference.run(graph, inputs, (value, tensor) -> expected.put(value.name(), tensor));
                List<Tensor> given = executable.run(inputs, (value, tensor) -> found.put(value.name(), tensor));
                Optional<String> difference = difference(results, given, true);
                if (difference.isPresent()) return broken(difference.get(), graph, inputs);
                for (String name : names) {
                    if (!expected.get(name).equals(found.get(name))) return broken("%" + name + " differs", graph, inputs);
                }
            }
            return new Verdict.Held();
        } catch (DyadicException refused) {
            if (mayRefuse(graph)) return new Verdict.Refused(refused.getMessage());
            return new Verdict.Broken("refused to show values: " + text(graph), refused);
        }
    }

    boolean mayRefuse(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> refuses.contains(node.op().mnemonic()));
    }

    Verdict judge(Trial trial) {
        Graph graph = trial.graph();
        try (Executable executable = prepare(graph)) {
            for (List<Tensor> inputs : trial.runs()) {
                List<Tensor> expected = Reference.run(graph, inputs);
                Optional<String> difference = difference(expected, executable.run(inputs), trial.isExact());
                if (difference.isPresent()) return broken(difference.get(), graph, inputs);
            }
            return new Verdict.Held();
        } catch (DyadicException refused) {
            if (mayRefuse(graph)) return new Verdict.Refused(refused.getMessage());
            return new Verdict.Broken("refused, though no op of it is among those that may be: " + text(graph), refused);
        } catch (RuntimeException | LinkageError crashed) {
            return new Verdict.Broken("stopped: " + text(graph), crashed);
        }
    }

    private static Verdict broken(String difference, Graph graph, List<Tensor> inputs) {
        List<String> types = inputs.stream().map(Tensor::toString).toList();
        return new Verdict.Broken(difference + "\nwith inputs " + types + " of " + text(graph));
    }

    private static String text(Graph graph) {
        return "\n" + QirPrinter.inlined(graph);
    }

    private Optional<String> difference(List<Tensor> expected, List<Tensor> found, boolean exact) {
        if (expected.size() != found.size()) {
            return Optional.of(expected.size() + " results expected, " + found.size() + " found");
        }
        for (int i = 0; i < expected.size(); i++) {
            boolean floats = expected.get(i).element().isFloat() && !exact;
            Optional<String> difference = floats
                    ? Comparison.differ(expected.get(i), found.get(i), level)
                    : unequal(expected.get(i), found.get(i));
            if (difference.isPresent()) return Optional.of("result " + i + ": " + difference.get());
        }
        return Optional.empty();
    }

    /** Every bit. */
    private static Optional<String> unequal(Tensor expected, Tensor found) {
        return Comparison.differ(expected, found, Level.EXACT);
    }
}
