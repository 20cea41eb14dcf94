// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.recipe.Numeric;
import dev.dyadic.plugin.recipe.WeightRounding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** How the weights of each product are rounded, and what that needs to know of its data. */
final class Roundings {

    private final Map<String, Moments> moments;

    /** Looks at the data of all products whose weights want it, once. */
    Roundings(Graph graph, Scheme scheme, Anatomy anatomy, Context context) {
        Map<String, Supplier<Moments>> wanted = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (wanted(node, scheme, anatomy).isEmpty()) continue;
            if (!(node.op() instanceof Matmul)) {
                context.note("%" + node.name(), "weights are rounded to nearest: gptq is for linear layers.");
                continue;
            }
            int depth = Math.toIntExact(anatomy.constant(node.in(1)).orElseThrow().size(0));
            if (depth > 0) wanted.put(node.in(0).name(), () -> new Moments(depth));
        }
        moments = wanted.isEmpty() ? Map.of() : context.tally(graph, wanted);
        if (moments.isEmpty() && !wanted.isEmpty()) {
            context.note("gptq", "weights are rounded to nearest: there is no calibration data.");
        }
    }

    Optional<Gptq> of(Node product, Numeric numeric) {
        Moments data = moments.get(product.in(0).name());
        if (data == null || !(numeric.rounding() instanceof WeightRounding.Gptq options)) return Optional.empty();
        return Gptq.of(data, options);
    }

    private static Optional<WeightRounding.Gptq> wanted(Node node, Scheme scheme, Anatomy anatomy) {
        if (!anatomy.hasWeights(node) || anatomy.constant(node.in(1)).isEmpty()) return Optional.empty();
        return scheme.weights(node).map(Numeric::rounding)
                .filter(WeightRounding.Gptq.class::isInstance).map(WeightRounding.Gptq.class::cast);
    }
}
