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
import java.util.List;
import java.util.Map;

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

    /** A tree in which chains of elementwise ops run as one. It is called with a {@link Watcher}, or null, and the inputs. */
    public RootCallTarget fused(Graph graph) {
        return tree(graph, Chains.of(graph, new Constants(graph)));
    }

    /** A tree in which every node is a step of its own, so that every value can be watched. */
    public RootCallTarget open(Graph graph) {
        return tree(graph, Chains.single(graph, new Constants(graph)));
    }

    private RootCallTarget tree(Graph graph, Map<String, Chain> chains) {
        var slots = new Slots(graph);
        var constants = new Constants(graph);
        List<StepNode> steps = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Chain chain = chains.get(node.name());
            if (chain == null) steps.add(step(node, slots.read(node.ins()), constants));
            else if (chain.last().equals(node)) steps.add(new ChainStep(chain, nests.of(chain), slots.read(chain.operands())));
        }
        return new GraphRoot(language, graph, steps, slots).getCallTarget();
    }

    private StepNode step(Node node, int[] slots, Constants constants) {
        return switch (node.op()) {
            case Constant _ -> new ConstantStep(node, constants.get(node.out()).orElseThrow());
            case If(Graph then, Graph otherwise) -> new IfStep(node, slots, fused(then), fused(otherwise));
            case Loop loop -> new LoopStep(node, slots, fused(loop.body()));
            case Scan scan -> new LoopStep(node, slots, fused(scan.body()));
            case ConvInteger conv -> ConvWork.step(node, conv, slots, constants, kernels);
            case MatmulInteger _ -> MatmulWork.step(node, slots, constants, kernels);
            default -> new PlainStep(node, "reference", slots, new ByReference(node));
        };
    }
}
