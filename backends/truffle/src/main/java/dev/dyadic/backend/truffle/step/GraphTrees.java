// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import dev.dyadic.backend.truffle.chain.Chain;
import dev.dyadic.backend.truffle.chain.Chains;
import dev.dyadic.backend.truffle.chain.Nests;
import dev.dyadic.backend.truffle.tensor.Constants;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.Control.If;
import dev.dyadic.ir.op.Control.Loop;
import dev.dyadic.ir.op.Control.Scan;
import dev.dyadic.ir.op.Source.Constant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From graphs to trees. Trees of one maker share packed weights and loop nests. */
public final class GraphTrees {

    private final TruffleLanguage<?> language;
    private final Kernels kernels;
    private final Nests nests;

    public GraphTrees(TruffleLanguage<?> language, Kernels kernels) {
        this.language = language;
        this.kernels = kernels;
        this.nests = new Nests(language);
    }

    /**
     * A tree in which chains of elementwise ops run as one, and convolutions with their requantizing. It is called with a
     * {@link Watcher}, or null, and the inputs.
     */
    public RootCallTarget fused(Graph graph) {
        var constants = new Constants(graph);
        var slots = new Slots(graph);
        Map<String, PlainStep> layers = new HashMap<>();
        Set<String> taken = new HashSet<>();
        Requantized.of(graph, constants).forEach((name, layer) -> {
            Node conv = layer.nodes().getFirst();
            ConvCodesWork.step(layer, (ConvInteger) conv.op(), slots.of(conv.ins()), constants, kernels).ifPresent(step -> {
                layers.put(layer.last().name(), step);
                layer.nodes().forEach(node -> taken.add(node.name()));
            });
        });
        return tree(graph, constants, slots, layers, taken, Chains.of(graph, constants, taken));
    }

    /** A tree in which every node is a step of its own, so that every value can be watched. */
    public RootCallTarget open(Graph graph) {
        var constants = new Constants(graph);
        return tree(graph, constants, new Slots(graph), Map.of(), Set.of(), Chains.single(graph, constants));
    }

    private RootCallTarget tree(
            Graph graph, Constants constants, Slots slots, Map<String, PlainStep> layers, Set<String> taken,
            Map<String, Chain> chains) {
        List<StepNode> steps = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Chain chain = chains.get(node.name());
            PlainStep layer = layers.get(node.name());
            if (layer != null) steps.add(slots.reads(layer));
            if (taken.contains(node.name())) continue;
            if (chain == null) steps.add(slots.reads(step(node, slots.of(node.ins()), constants)));
            else if (chain.last().equals(node)) {
                steps.add(slots.reads(new ChainStep(chain, nests.of(chain), slots.of(chain.operands()))));
            }
        }
        return new GraphRoot(language, graph, steps, slots).getCallTarget();
    }

    private StepNode step(Node node, int[] slots, Constants constants) {
        return switch (node.op()) {
            case Constant _ -> new ConstantStep(node, constants.get(node.out()).orElseThrow());
            case If(Graph then, Graph otherwise) -> new IfStep(node, slots, fused(then), fused(otherwise));
            case Loop loop -> new LoopStep(node, slots, fused(loop.body()));
            case Scan scan -> new LoopStep(node, slots, fused(scan.body()));
            case ConvInteger conv -> conv(node, conv, slots, constants);
            case MatmulInteger _ -> MatmulWork.step(node, slots, constants, kernels);
            default -> new PlainStep(node, "reference", slots, new ByReference(node));
        };
    }

    private StepNode conv(Node node, ConvInteger op, int[] slots, Constants constants) {
        ConvFilters filters = ConvFilters.of(node, op, constants, kernels);
        return new PlainStep(node, filters.kernel(), slots, new ConvWork(node, op, filters));
    }
}
