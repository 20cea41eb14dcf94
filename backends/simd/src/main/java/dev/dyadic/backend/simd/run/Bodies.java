// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.run;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.NodeTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Graphs within a graph as programs of their own, made when they are first run. A body that cannot be one, or that is given what its types
 * do not say, is run by the reference, which is also who says what is wrong with it.
 */
public final class Bodies implements AutoCloseable {

    private final Function<Graph, Executable> prepare;
    private final Map<Body, Optional<Executable>> programs = new ConcurrentHashMap<>();
    private final Queue<Executable> all = new ConcurrentLinkedQueue<>();

    /** A body is itself, not what it says: comparing graphs would take longer than some of them run. */
    private record Body(Graph graph) {

        @Override public boolean equals(Object other) {
            return other instanceof Body(Graph same) && same == graph;
        }

        @Override public int hashCode() {
            return System.identityHashCode(graph);
        }
    }

    /** @param prepare makes a program of a body */
    public Bodies(Function<Graph, Executable> prepare) {
        this.prepare = prepare;
    }

    List<Tensor> run(Graph body, List<Tensor> arguments) {
        Optional<Executable> program = programs.computeIfAbsent(new Body(body), _ -> prepared(body));
        if (program.isEmpty()) return Reference.body(body, arguments);
        try {
            return program.get().run(arguments);
        } catch (DyadicException _) {
            // what the reference cannot run either is the fault of the arguments, not of the program
            List<Tensor> results = Reference.body(body, arguments);
            programs.put(new Body(body), Optional.empty());
            return results;
        }
    }

    /** What the nodes of a body take that was run before; none where it is no program. */
    List<NodeTime> profile(Graph body, List<Tensor> arguments) {
        return programs.getOrDefault(new Body(body), Optional.empty()).map(each -> each.profile(arguments)).orElse(List.of());
    }

    private Optional<Executable> prepared(Graph body) {
        try {
            Executable program = prepare.apply(body);
            all.add(program);
            return Optional.of(program);
        } catch (DyadicException _) {
            return Optional.empty();
        }
    }

    @Override public void close() {
        all.forEach(Executable::close);
    }
}
