// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.type.Dim;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the steps of a program from a typed graph: each node is written by the first region that can, or left to the reference. */
public final class Generator {

    /** The ways to write nodes; the first that can write one does. */
    private static final List<Region> REGIONS = List.of(
            new Views(),
            new Shapes(),
            new CodeProducts(),
            new DataProducts(),
            new CodeConvolutions(),
            new FloatConvolutions(),
            new Attentions(),
            new Recurrences(),
            new FloatProducts(),
            new RowChains(),
            new Softmaxes(),
            new Rows(),
            new DynamicCodes(),
            new PooledWindows(),
            new SpatialSums(),
            new FlatKernels(),
            new ElementwiseLoops(),
            new Movements(),
            new RepeatedEdges(),
            new PixelMoves(),
            new NearestPixels(),
            new Interpolations(),
            new Gathers(),
            new Reductions());

    private Generator() {}

    /** A draft of all steps, and where inputs and outputs lie. */
    public record Generated(Graph graph, Draft draft, List<Located> inputs, List<Located> outputs) {}

    public static Generated generate(Graph graph) {
        var draft = new Draft(graph, boundNames(graph));
        List<Located> inputs = new ArrayList<>();
        for (Value input : graph.inputs()) {
            boolean fits = draft.fitsBuffer(input);
            inputs.add(fits ? draft.allocate(input, Layout.rowMajor(input.type().shape().rank())) : draft.box(input));
        }
        Set<Node> needed = Needed.of(graph, draft);
        List<Node> nodes = Sinking.of(graph.nodes().stream()
                .filter(node -> needed.contains(node) && !draft.isKnown(node))
                .toList(), draft);
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (draft.isClaimed(node)) continue;
            draft.claim(node);
            write(node, nodes.subList(i + 1, nodes.size()), draft);
        }
        List<Located> outputs = graph.outputs().stream().map(out -> Copies.rowMajor(draft.at(out), draft)).toList();
        return new Generated(graph, draft, inputs, outputs);
    }

    private static void write(Node node, List<Node> following, Draft draft) {
        for (Region region : node.ins().isEmpty() ? List.<Region>of() : REGIONS) {
            if (region.emit(node, following, draft)) return;
        }
        outside(node, draft);
    }

    private static void outside(Node node, Draft draft) {
        List<Located> ins = node.ins().stream().map(in -> Copies.rowMajor(draft.at(in), draft)).toList();
        List<Located> outs = new ArrayList<>();
        for (Value out : node.outs()) {
            boolean fits = draft.fitsBuffer(out);
            outs.add(fits ? draft.allocate(out, Layout.rowMajor(out.type().shape().rank())) : draft.box(out));
        }
        ins.forEach(draft::touch);
        outs.forEach(draft::touch);
        draft.outside(node, ins, outs);
        String by = node.op() instanceof Control ? "" : ", by the reference";
        draft.step("%" + node.name() + ": " + node.op().mnemonic() + by, Step.ONCE,
                "outside(" + (draft.outside().size() - 1) + ");\n");
    }

    /** The named sizes that an input states by themselves; others are known only at run time. */
    static Set<String> boundNames(Graph graph) {
        Set<String> names = new LinkedHashSet<>();
        for (Value input : graph.inputs()) {
            if (!input.type().shape().ranked()) continue;
            for (Dim dim : input.type().shape().dims()) {
                if (dim.names().size() == 1 && dim.equals(Dim.named(dim.names().getFirst()))) names.addAll(dim.names());
            }
        }
        return names;
    }
}
