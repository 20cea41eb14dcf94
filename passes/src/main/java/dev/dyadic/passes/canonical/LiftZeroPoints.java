// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.op.Contraction.MatmulInteger;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Sub;
import dev.dyadic.ir.op.Movement.Pad;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.rewrite.Rewrite;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Fidelity;
import dev.dyadic.plugin.RewritePass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes zero points that no kernel for products of 8 bits has out of the products, in whole numbers: the zero point of a convolution's
 * data that only a run knows is multiplied with the sums of the weights and taken off, its padding made before; and weights that do not
 * fit i8 without their zero point are multiplied less 128, the rest with the sum of each window or row.
 *
 * <p>Left alone where weights or their zero points are no constants, and where there are groups or the padding depends on sizes.
 */
public record LiftZeroPoints() implements RewritePass {

    @Override public String name() { return "lift-zero-points"; }
    @Override public String summary() { return "Takes zero points that kernels do not have out of integer products."; }
    @Override public Set<Stage> at() { return Set.of(Stage.TYPED, Stage.INTEGER, Stage.SELECTED); }
    @Override public Fidelity promise() { return Fidelity.BIT_EXACT; }
    @Override public List<Rewrite> rewrites() { return List.of(LiftZeroPoints::matrix, LiftZeroPoints::convolution); }

    private static Optional<Value> matrix(Node node, Sweep at) {
        if (!(node.op() instanceof MatmulInteger) || CentredCodes.areWeights(node, at)) return Optional.empty();
        if (!node.in(1).type().shape().ranked() || node.in(1).type().shape().rank() != 2) return Optional.empty();
        Optional<CentredCodes> weights = CentredCodes.of(node, 1, at).filter(each -> !each.isWhole());
        return weights.map(each -> product(node.op(), node.in(0), data(node, at), each,
                new long[] {each.codes().size(0), 1}, new long[] {each.rests().length}, at));
    }

    private static Optional<Value> convolution(Node node, Sweep at) {
        if (!(node.op() instanceof ConvInteger op) || !node.in(0).type().shape().ranked()) return Optional.empty();
        boolean found = node.ins().size() > 2 && at.constant(node.in(2)).isEmpty();
        if (!found && CentredCodes.areWeights(node, at)) return Optional.empty();
        Optional<CentredCodes> weights = CentredCodes.of(node, 0, at);
        if (weights.isEmpty() || weights.get().isWhole() && !found) return Optional.empty();
        if (!weights.get().isWhole() && op.group() != 1) return Optional.empty();
        boolean pads = op.autoPad() == AutoPad.EXPLICIT && op.pads().stream().allMatch(pad -> pad >= 0);
        if (found && !pads) return Optional.empty();
        CentredCodes codes = weights.get();
        long[] ones = codes.codes().sizes();
        ones[0] = 1;
        long[] channels = new long[ones.length];
        Arrays.fill(channels, 1);
        channels[1] = codes.rests().length;
        if (!found) return Optional.of(product(op, node.in(0), data(node, at), codes, ones, channels, at));
        var plain = new ConvInteger(op.strides(), List.of(), op.dilations(), op.group(), AutoPad.EXPLICIT);
        Element element = node.in(0).type().element();
        Value sums = product(plain, padded(node, op, at), at.constant(Tensor.scalar(element, 0)), codes, ones, channels, at);
        Value zero = at.emit(new Cast(Element.I32, true), node.in(2));
        return Optional.of(at.emit(new Sub(), sums,
                at.emit(new Mul(), zero, at.constant(Tensor.ofLongs(Element.I32, channels, codes.sums())))));
    }

    /** The zero point of the data. */
    private static Value data(Node node, Sweep at) {
        return node.ins().size() > 2 ? node.in(2) : at.constant(Tensor.scalar(node.in(0).type().element(), 0));
    }

    /** The product with the codes, and with ones where there is a rest. */
    private static Value product(Op op, Value x, Value zero, CentredCodes weights, long[] ones, long[] columns, Sweep at) {
        Value none = at.constant(Tensor.scalar(Element.I8, 0));
        Value sums = at.emit(op, x, at.constant(weights.codes()), zero, none);
        if (weights.isWhole()) return sums;
        long[] each = new long[Math.toIntExact(Arrays.stream(ones).reduce(1, Math::multiplyExact))];
        Arrays.fill(each, 1);
        Value all = at.emit(op, x, at.constant(Tensor.ofLongs(Element.I8, ones, each)), zero, none);
        return at.emit(new Add(), sums,
                at.emit(new Mul(), all, at.constant(Tensor.ofLongs(Element.I32, columns, weights.rests()))));
    }

    /** The data with its zero point around it. */
    private static Value padded(Node node, ConvInteger op, Sweep at) {
        if (op.pads().stream().allMatch(pad -> pad == 0)) return node.in(0);
        int axes = op.pads().size() / 2;
        List<Long> pads = new ArrayList<>(Collections.nCopies(2, 0L));
        pads.addAll(op.pads().subList(0, axes));
        pads.addAll(Collections.nCopies(2, 0L));
        pads.addAll(op.pads().subList(axes, 2 * axes));
        long[] values = pads.stream().mapToLong(Long::longValue).toArray();
        return at.emit(new Pad(Pad.Mode.CONSTANT), node.in(0),
                at.constant(Tensor.ofLongs(Element.I64, new long[] {values.length}, values)),
                node.in(2));
    }
}
