// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Normalization;
import dev.dyadic.ir.rewrite.Sweep;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The scales and biases of norms: one number for each position in the axes a norm goes over. */
final class NormScale {

    private NormScale() {}

    /** A scale of ones for a norm of the value over all axes from {@code axis} on, which is negative. */
    static Optional<Value> ones(Value x, int axis, Sweep at) {
        Optional<long[]> sizes = sizes(x.type(), axis);
        if (sizes.isEmpty() || x.type().knownElement().isEmpty()) return Optional.empty();
        return Optional.of(at.constant(filled(x.type().element(), sizes.get(), 1)));
    }

    /**
     * For a product of a norm and a scale the norm with the scale.
     *
     * @param norm the kind of norm; one whose scale is ones and that has no bias is looked for
     */
    static Optional<Value> takeScale(Node node, Class<? extends Normalization> norm, Sweep at) {
        if (!(node.op() instanceof Mul)) return Optional.empty();
        for (List<Value> order : Look.orders(node)) {
            Optional<Node> plain = Look.behind(order.get(0), norm, at)
                    .filter(each -> each.ins().size() == 2 && Look.is(each.in(1), 1, at) && at.uses(each.out()) == 1);
            if (plain.isEmpty()) continue;
            Optional<Value> scale = fitted(order.get(1), plain.get().in(1).type(), at);
            if (scale.isPresent()) return Optional.of(at.emit(plain.get().op(), plain.get().in(0), scale.get()));
        }
        return Optional.empty();
    }

    /** For a sum of a norm that has no bias, and a bias, the norm with the bias. */
    static Optional<Value> takeBias(Node node, Class<? extends Normalization> norm, Sweep at) {
        if (!(node.op() instanceof Add)) return Optional.empty();
        for (List<Value> order : Look.orders(node)) {
            Optional<Node> plain = Look.behind(order.get(0), norm, at)
                    .filter(each -> each.ins().size() == 2 && each.outs().size() == 1 && at.uses(each.out()) == 1);
            if (plain.isEmpty()) continue;
            Optional<Value> bias = fitted(order.get(1), plain.get().in(1).type(), at);
            if (bias.isPresent()) return Optional.of(at.emit(plain.get().op(), plain.get().in(0), plain.get().in(1), bias.get()));
        }
        return Optional.empty();
    }

    /** The value if it is of this type; a constant that broadcasts to the type, in full. */
    private static Optional<Value> fitted(Value value, Type type, Sweep at) {
        if (value.type().equals(type)) return Optional.of(value);
        Optional<Tensor> constant = at.constant(value);
        if (constant.isEmpty() || !constant.get().element().equals(type.element())) return Optional.empty();
        long[] sizes = type.shape().sizes().orElseThrow();
        long[] own = constant.get().sizes();
        int extra = own.length - sizes.length;
        boolean onesBefore = extra >= 0 && Arrays.stream(own, 0, extra).allMatch(size -> size == 1);
        if (onesBefore && Arrays.equals(own, extra, own.length, sizes, 0, sizes.length)) {
            return Optional.of(at.constant(constant.get().reshaped(sizes)));
        }
        if (constant.get().count() != 1 || extra > 0) return Optional.empty();
        return Optional.of(at.constant(filled(type.element(), sizes, constant.get().getDouble(0))));
    }

    private static Optional<long[]> sizes(Type type, int axis) {
        if (!type.shape().ranked()) return Optional.empty();
        int rank = type.shape().rank();
        return Shape.of(type.shape().dims().subList(rank + axis, rank)).sizes();
    }

    private static Tensor filled(Element element, long[] sizes, double number) {
        double[] values = new double[Math.toIntExact(Tensor.count(sizes))];
        Arrays.fill(values, number);
        return Tensor.ofDoubles(element, sizes, values);
    }
}
