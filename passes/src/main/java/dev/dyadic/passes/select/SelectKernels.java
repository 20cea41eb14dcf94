// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.select;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.Pass;
import dev.dyadic.plugin.kernel.Choice;
import dev.dyadic.plugin.kernel.KernelJob;
import dev.dyadic.plugin.kernel.Tuning;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names the kernel that does each product of codes with constant weights quickest on this machine: by what {@code dyadic tune} measured
 * here, else by the kernels' estimates. Nodes of which the table has no kernel, and kernels named before, stay as they are.
 *
 * @param size what stands for each named size, at least 1
 */
public record SelectKernels(long size) implements Pass {

    public SelectKernels {
        if (size < 1) throw new IllegalArgumentException("size must be at least 1, was " + size);
    }

    /** Named sizes count as 128. */
    public SelectKernels() {
        this(128);
    }

    @Override public String name() { return "select-kernels"; }
    @Override public String summary() { return "Names the quickest kernel of this machine for each product of codes."; }
    @Override public Set<Stage> at() { return EnumSet.range(Stage.TYPED, Stage.SELECTED); }
    @Override public Stage leaves(Stage now) { return Stage.SELECTED; }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }

    @Override public Graph run(Graph graph, Context context) {
        List<Kernel> table = context.registry().all(Kernel.class);
        Tuning tuning = Tuning.open();
        Map<String, Node> definitions = graph.definitions();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            nodes.add(node.kernel().isPresent()
                    ? node
                    : KernelJob.of(node, definitions, size)
                            .flatMap(job -> Choice.of(table, job, tuning).chosen())
                            .map(found -> node.by(found.kernel().name()))
                            .orElse(node));
        }
        return nodes.equals(graph.nodes()) && graph.stage() == Stage.SELECTED ? graph : graph.with(nodes).with(Stage.SELECTED);
    }
}
