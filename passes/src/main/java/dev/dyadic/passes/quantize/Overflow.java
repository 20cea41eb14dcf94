// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Problem;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.recipe.NumberFormat;
import dev.dyadic.plugin.recipe.Numeric;
import dev.dyadic.plugin.recipe.Recipe;
import dev.dyadic.plugin.recipe.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Refuses a recipe whose formats make a sum of products that 32 bits cannot hold, whatever ranges the data turns out to have. What
 * overflows only with some ranges is found when it is folded, and stays float.
 */
record Overflow(Recipe recipe, Graph graph, Anatomy anatomy, Scheme scheme) {

    /**
     * A sum that is too large.
     *
     * @param formats of what is multiplied
     * @param terms how many products
     * @param reach what it can come to, saturated at 64 bits
     */
    private record Sum(Node node, String formats, long terms, long reach) {}

    /** @throws DyadicException naming each rule that asks for such a sum, with the first of its nodes */
    void refuse() {
        if (!recipe.lowering().integer()) return;
        Map<Rule, List<Sum>> byRule = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            sum(node).filter(sum -> sum.reach() > Integer.MAX_VALUE)
                    .ifPresent(sum -> byRule.computeIfAbsent(rule(node), _ -> new ArrayList<>()).add(sum));
        }
        List<Problem> problems = byRule.entrySet().stream().map(each -> problem(each.getKey(), each.getValue())).toList();
        if (!problems.isEmpty()) throw new DyadicException(Fault.RECIPE, problems);
    }

    private static Problem problem(Rule rule, List<Sum> sums) {
        Sum first = sums.getFirst();
        String others = sums.size() == 1 ? "" : ", and " + (sums.size() - 1) + " nodes more likewise";
        return new Problem(
                rule.at().toString(),
                "%" + first.node().name() + others + ": a sum of " + first.terms() + " products of " + first.formats()
                        + " can reach " + (first.reach() == Long.MAX_VALUE ? "2^63" : first.reach())
                        + "; accumulators have 32 bits and hold " + Integer.MAX_VALUE + ".",
                "Give one of the two fewer bits, or compute in float:  keep f32 for \"" + first.node().name()
                        + "\" , or  lower none  for all.");
    }

    private Rule rule(Node node) {
        return scheme.by(node, rule -> anatomy.hasWeights(node) ? rule.weights().isPresent() : rule.activations().isPresent())
                .or(() -> scheme.rules(node).stream().findFirst()).orElse(recipe.rules().getLast());
    }

    private Optional<Sum> sum(Node node) {
        if (anatomy.hasWeights(node)) return ofWeights(node);
        return node.op() instanceof Matmul && scheme.activations(node).isPresent() ? ofData(node) : Optional.empty();
    }

    private Optional<Sum> ofWeights(Node product) {
        Optional<Numeric> numeric = scheme.weights(product).filter(each -> each.format() instanceof NumberFormat.Integers);
        Optional<Tensor> weights = anatomy.constant(product.in(1));
        Optional<Element> data = data(product);
        if (numeric.isEmpty() || weights.isEmpty() || data.isEmpty()) return Optional.empty();
        Element element = ((NumberFormat.Integers) numeric.get().format()).element();
        Channels channels = Channels.of(product, weights.get());
        long most = times(channels.depth(), times(-Element.signed(element.bits()).min(), largest(data.get())));
        if (most <= Integer.MAX_VALUE) return Optional.empty();
        double[] real = weights.get().toDoubles();
        long[] codes = WeightCodes.grid(real, channels, element, numeric.get().granularity()).nearest(real, channels);
        long reach = LongStream.range(0, channels.channels())
                .map(channel -> reach(codes, channels, (int) channel))
                .max().orElse(0);
        String formats = element + " weights and " + data.get() + " data";
        return Optional.of(new Sum(product, formats, channels.depth(), times(reach, largest(data.get()))));
    }

    private static long reach(long[] codes, Channels at, int channel) {
        long sum = 0;
        for (int i = 0; i < at.depth(); i++) sum += Math.abs(codes[at.index(channel, i)]);
        return sum;
    }

    private Optional<Sum> ofData(Node product) {
        Optional<Element> a = element(product.in(0));
        Optional<Element> b = element(product.in(1));
        Dim depth = product.in(0).type().shape().dim(-1);
        if (a.isEmpty() || b.isEmpty() || !depth.isConstant()) return Optional.empty();
        long reach = times(depth.constant(), times(largest(a.get()), largest(b.get())));
        return Optional.of(new Sum(product, a.get() + " and " + b.get() + " data", depth.constant(), reach));
    }

    private Optional<Element> data(Node product) {
        Optional<Numeric> dynamic = scheme.activations(product).filter(Numeric::dynamic);
        return dynamic.isPresent() ? Optional.of(Element.I8) : element(product.in(0));
    }

    /** The integers that the data between two steps becomes. */
    private Optional<Element> element(Value value) {
        return scheme.between(value).map(Numeric::format)
                .filter(NumberFormat.Integers.class::isInstance)
                .map(format -> ((NumberFormat.Integers) format).element());
    }

    /** What codes less their zero point reach at least, wherever that lies. */
    private static long largest(Element codes) {
        return 1L << (codes.bits() - 1);
    }

    private static long times(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }
}
