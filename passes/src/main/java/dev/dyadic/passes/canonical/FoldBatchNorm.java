// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.ConvTranspose;
import dev.dyadic.ir.op.Contraction.Matmul;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Normalization.BatchNorm;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongToIntFunction;

/**
 * Makes a batch-norm with stored statistics part of the weights before it (Jacob et al. 2018): of a convolution, transposed or not, or
 * of a product of two axes. Elsewhere it becomes one multiplication and one addition per channel.
 *
 * <p>Left alone where its statistics are no constants. New weights are computed in f64 and rounded once.
 */
public record FoldBatchNorm() implements RewritePass {

    /** {@code y = x * factor + offset} per channel. */
    private record Affine(double[] factor, double[] offset) {}

    @Override public String name() { return "fold-batch-norm"; }
    @Override public String summary() { return "Makes batch-norms part of the weights before them."; }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED); }
    @Override public Fidelity promise() { return Fidelity.FLOAT_CLOSE; }
    @Override public List<Rewrite> rewrites() { return List.of(FoldBatchNorm::fold); }

    private static Optional<Value> fold(Node node, Sweep at) {
        if (!(node.op() instanceof BatchNorm norm)) return Optional.empty();
        List<Optional<Tensor>> statistics = node.ins().stream().skip(1).map(at::constant).toList();
        if (!statistics.stream().allMatch(Optional::isPresent)) return Optional.empty();
        Affine affine = affine(norm, statistics.stream().map(Optional::orElseThrow).toList());
        Node before = at.def(node.in(0));
        Optional<Value> merged = at.uses(node.in(0)) == 1 ? merge(before, affine, at) : Optional.empty();
        return merged.or(() -> scale(node, affine, at));
    }

    private static Affine affine(BatchNorm norm, List<Tensor> statistics) {
        double[] factor = new double[statistics.getFirst().length()];
        double[] offset = new double[factor.length];
        for (int c = 0; c < factor.length; c++) {
            factor[c] = statistics.get(0).getDouble(c) / Math.sqrt(statistics.get(3).getDouble(c) + norm.epsilon());
            offset[c] = statistics.get(1).getDouble(c) - statistics.get(2).getDouble(c) * factor[c];
        }
        return new Affine(factor, offset);
    }

    private static Optional<Value> merge(Node before, Affine affine, Sweep at) {
        if (!(before.op() instanceof Contraction op) || before.ins().size() < 2) return Optional.empty();
        Optional<Tensor> weights = at.constant(before.in(1));
        Optional<Tensor> bias = before.ins().size() > 2 ? at.constant(before.in(2)) : Optional.empty();
        if (weights.isEmpty() || before.ins().size() > 2 && bias.isEmpty()) return Optional.empty();
        Optional<LongToIntFunction> channel = channel(op, before, weights.get(), affine.factor().length);
        if (channel.isEmpty()) return Optional.empty();
        Value scaled = at.constant(scaled(weights.get(), affine, channel.get()));
        Tensor offset = offset(weights.get().element(), bias, affine);
        if (!(op instanceof Matmul)) return Optional.of(at.emit(op, before.in(0), scaled, at.constant(offset)));
        return Optional.of(at.emit(new Add(), at.emit(op, before.in(0), scaled), at.constant(offset)));
    }

    /** The channel of the result to which element i of the weights contributes. */
    private static Optional<LongToIntFunction> channel(Contraction op, Node node, Tensor weights, int channels) {
        if (weights.rank() < 2 || weights.count() == 0) return Optional.empty();
        long inner = weights.count() / weights.size(0);
        return switch (op) {
            case Conv _ -> Optional.of(i -> (int) (i / inner));
            case ConvTranspose conv -> {
                long perGroup = weights.size(1);
                long kernel = inner / perGroup;
                long rows = weights.size(0) / conv.group();
                yield Optional.of(i -> (int) (i / inner / rows * perGroup + i / kernel % perGroup));
            }
            case Matmul _ when weights.rank() == 2 && node.out().type().shape().ranked()
                    && node.out().type().shape().rank() == 2 ->
                Optional.of(i -> (int) (i % channels));
            default -> Optional.empty();
        };
    }

    private static Tensor scaled(Tensor weights, Affine affine, LongToIntFunction channel) {
        double[] values = weights.toDoubles();
        for (int i = 0; i < values.length; i++) values[i] *= affine.factor()[channel.applyAsInt(i)];
        return Tensor.ofDoubles(weights.element(), weights.sizes(), values);
    }

    private static Tensor offset(Element element, Optional<Tensor> bias, Affine affine) {
        double[] values = affine.offset().clone();
        for (int c = 0; c < values.length; c++) values[c] += bias.isPresent() ? bias.get().getDouble(c) * affine.factor()[c] : 0;
        return Tensor.ofDoubles(element, new long[] {values.length}, values);
    }

    private static Optional<Value> scale(Node node, Affine affine, Sweep at) {
        boolean known = node.in(0).type().shape().ranked() && node.in(0).type().knownElement().isPresent();
        if (!known || node.in(0).type().shape().rank() < 2) return Optional.empty();
        Element element = node.in(0).type().element();
        long[] sizes = new long[node.in(0).type().shape().rank() - 1];
        Arrays.fill(sizes, 1);
        sizes[0] = affine.factor().length;
        Value factor = at.constant(Tensor.ofDoubles(element, sizes, affine.factor()));
        Value product = at.emit(new Mul(), node.in(0), factor);
        return Optional.of(at.emit(new Add(), product, at.constant(Tensor.ofDoubles(element, sizes, affine.offset()))));
    }
}
