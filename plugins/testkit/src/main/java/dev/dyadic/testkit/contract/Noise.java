// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Indexing;
import dev.dyadic.ir.op.Movement;
import dev.dyadic.ir.op.Source;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.compare.Comparison;
import dev.dyadic.plugin.compare.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Whether what a graph gives depends on how each step is rounded: differences of nearly equal numbers enlarge a rounding without bound, and
 * say nothing of a backend that rounds elsewhere.
 */
final class Noise {

    private static final double STEPS = 8;

    private Noise() {}

    /** Whether results stay within the level when every float result is off by a few units in its last place. */
    static boolean isSteady(Trial trial, Level level) {
        if (trial.graph().values().stream().noneMatch(value -> value.type().element().isFloat())) return true;
        for (List<Tensor> inputs : trial.runs()) {
            List<Tensor> expected = Reference.run(trial.graph(), inputs);
            for (long seed = 0; seed < 2; seed++) {
                List<Tensor> noisy = run(trial.graph(), inputs, new SplittableRandom(seed));
                if (Comparison.differ(expected, noisy, level).isPresent()) return false;
            }
        }
        return true;
    }

    private static List<Tensor> run(Graph graph, List<Tensor> inputs, SplittableRandom random) {
        Map<String, Tensor> values = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) values.put(graph.inputs().get(i).name(), inputs.get(i));
        for (Node node : graph.nodes()) {
            List<Tensor> ins = node.ins().stream().map(in -> values.get(in.name())).toList();
            List<Tensor> outs = Reference.evaluate(node.op(), ins, node.outs().size());
            boolean moves = node.op() instanceof Movement || node.op() instanceof Indexing || node.op() instanceof Source;
            for (int i = 0; i < outs.size(); i++) {
                values.put(node.outs().get(i).name(), moves ? outs.get(i) : noisy(outs.get(i), random));
            }
        }
        return graph.outputs().stream().map(out -> values.get(out.name())).toList();
    }

    private static Tensor noisy(Tensor tensor, SplittableRandom random) {
        if (!tensor.element().equals(Element.F32)) return tensor;
        float[] values = tensor.toFloats();
        for (int i = 0; i < values.length; i++) values[i] += (float) (Math.ulp(values[i]) * random.nextDouble(-STEPS, STEPS));
        return Tensor.of(tensor.sizes(), values);
    }
}
