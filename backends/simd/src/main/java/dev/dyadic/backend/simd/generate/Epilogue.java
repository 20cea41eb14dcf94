// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.simd.ColumnRequant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of integer sums of products where they are made: a bias is added, then they are requantized or scaled to floats.
 *
 * @param result the value that comes out
 * @param bias i32 per channel, or empty
 * @param requant how sums become codes
 * @param scaling how sums become floats
 * @param nodes the nodes it stands for
 */
record Epilogue(
        Value result,
        int[] bias,
        Optional<ColumnRequant> requant,
        Optional<Scaling> scaling,
        List<Node> nodes) {

    /**
     * Follows the only uses of sums.
     *
     * @param axis the axis of the channels
     * @param channels how many there are
     */
    static Epilogue of(Value sums, int axis, int channels, Draft draft) {
        List<Node> nodes = new ArrayList<>();
        Value now = sums;
        int[] bias = {};
        Optional<Node> use = draft.onlyUse(now);
        Optional<Tensor> added = use.flatMap(node -> constantOperand(node, Add.class, sums, axis, channels, draft));
        if (added.isPresent()) {
            bias = TensorArrays.ints(spread(added.get(), channels));
            nodes.add(use.get());
            now = use.get().out();
            use = draft.onlyUse(now);
        }
        Optional<ColumnRequant> requant = use.flatMap(node -> requant(node, axis, channels, draft));
        if (requant.isPresent()) {
            nodes.add(use.get());
            return new Epilogue(use.get().out(), bias, requant, Optional.empty(), nodes);
        }
        Optional<Scaling> scaling = Scaling.of(now, axis, channels, draft);
        scaling.ifPresent(each -> nodes.addAll(each.nodes()));
        return new Epilogue(scaling.map(Scaling::result).orElse(now), bias, Optional.empty(), scaling, nodes);
    }

    /** Codes fit a byte, and the code range is that of the element the codes are kept as. */
    private static Optional<ColumnRequant> requant(Node node, int axis, int channels, Draft draft) {
        if (!(node.op() instanceof Requant op) || op.rounding() != Rounding.HALF_UP || op.to().bits() != 8)
            return Optional.empty();
        Optional<Tensor> multipliers = draft.constant(node.in(1));
        Optional<Tensor> shifts = draft.constant(node.in(2));
        if (multipliers.isEmpty() || shifts.isEmpty()) return Optional.empty();
        long count = multipliers.get().count();
        int own = op.axis() < 0 ? op.axis() + node.out().type().shape().rank() : op.axis();
        if (count != 1 && (count != channels || own != axis)) return Optional.empty();
        if (op.lo() < op.to().min() || op.hi() > op.to().max() || op.lo() > op.hi()) return Optional.empty();
        return Optional.of(new ColumnRequant(
                TensorArrays.ints(spread(multipliers.get(), channels)), TensorArrays.ints(spread(shifts.get(), channels)),
                Math.toIntExact(op.zero()),
                (int) op.lo(), (int) op.hi()));
    }

    /** The requantizing that a node does with one multiplier and one shift for all, spread to so many columns. */
    static Optional<ColumnRequant> uniform(Node node, int columns, Draft draft) {
        boolean one = node.op() instanceof Requant
                && node.ins().stream().skip(1).allMatch(in -> draft.constant(in).filter(each -> each.count() == 1).isPresent());
        return one ? requant(node, 0, columns, draft) : Optional.empty();
    }

    static Value other(Node node, Value value) {
        return node.in(0).equals(value) ? node.in(1) : node.in(0);
    }

    /** The constant operand of an op of two, if it has one element, or one per channel along the axis. */
    static Optional<Tensor> constantOperand(Node node, Class<?> op, Value value, int axis, int channels, Draft draft) {
        if (!op.isInstance(node.op()) || node.ins().size() != 2 || node.in(0).equals(node.in(1))) return Optional.empty();
        if (!node.out().type().shape().equals(value.type().shape())) return Optional.empty();
        Optional<Tensor> constant = draft.constant(other(node, value));
        if (constant.isEmpty() || constant.get().count() == 1) return constant;
        Tensor tensor = constant.get();
        int at = axis - (value.type().shape().rank() - tensor.rank());
        boolean perChannel = tensor.count() == channels && at >= 0 && tensor.size(at) == channels;
        return perChannel ? constant : Optional.empty();
    }

    static Tensor spread(Tensor values, int channels) {
        if (values.count() == channels) return values.reshaped(channels);
        if (values.element().isFloat()) {
            double[] same = new double[channels];
            java.util.Arrays.fill(same, values.getDouble(0));
            return Tensor.ofDoubles(values.element(), new long[] {channels}, same);
        }
        long[] same = new long[channels];
        java.util.Arrays.fill(same, values.getLong(0));
        return Tensor.ofLongs(values.element(), new long[] {channels}, same);
    }
}
