// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.step;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import dev.dyadic.backend.truffle.chain.Chain;
import dev.dyadic.backend.truffle.chain.Chains;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.Control.If;
import dev.dyadic.ir.op.Control.Loop;
import dev.dyadic.ir.op.Control.Scan;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.plugin.kernel.IntegerGemm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From a graph to a tree. */
public final class GraphTree {

    private final TruffleLanguage<?> language;
    private final List<IntegerGemm> kernels;
    private final boolean open;

    private GraphTree(TruffleLanguage<?> language, List<IntegerGemm> kernels, boolean open) {
        this.language = language;
        this.kernels = kernels;
        this.open = open;
    }

    /** A tree in which chains of elementwise ops run as one. It is called with a tap, which it ignores, and the inputs. */
    public static RootCallTarget fused(TruffleLanguage<?> language, Graph graph, List<IntegerGemm> kernels) {
        return new GraphTree(language, kernels, false).of(graph);
    }

    /** A tree in which every node is a step of its own and every value is shown to the tap. */
    public static RootCallTarget open(TruffleLanguage<?> language, Graph graph) {
        return new GraphTree(language, List.of(), true).of(graph);
    }

    private RootCallTarget of(Graph graph) {
        var slots = new Slots(graph);
        var constants = new Constants(graph);
        Map<String, Chain> chains = open ? Map.of() : Chains.of(graph, constants);
        List<StepNode> steps = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Chain chain = chains.get(node.name());
            if (chain == null) steps.add(step(node, slots.read(node.ins()), constants));
            else if (chain.last().equals(node)) steps.add(new ChainStep(language, chain, slots.read(chain.operands())));
        }
        return new GraphRoot(language, graph, steps, slots, open).getCallTarget();
    }

    private StepNode step(Node node, int[] slots, Constants constants) {
        return switch (node.op()) {
            case Constant _ -> new ConstantStep(node, constants.get(node.out()).orElseThrow());
            case If(Graph then, Graph otherwise) -> new IfStep(node, slots, body(then), body(otherwise));
            case Loop loop -> new LoopStep(node, slots, body(loop.body()));
            case Scan scan -> new LoopStep(node, slots, body(scan.body()));
            case ConvInteger conv when !open -> new PlainStep(node, "loops", slots, new ConvWork(node, conv, constants));
            case MatmulInteger _ when !open -> MatmulWork.step(node, slots, constants, kernels);
            default -> new PlainStep(node, "reference", slots, new ByReference(node));
        };
    }

    /** Bodies show nothing: their values are no values of the graph. */
    private RootCallTarget body(Graph graph) {
        return new GraphTree(language, kernels, false).of(graph);
    }
}
