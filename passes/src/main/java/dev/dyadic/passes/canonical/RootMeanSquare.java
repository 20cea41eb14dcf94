// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.canonical;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Div;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.op.Elementwise.Pow;
import dev.dyadic.ir.op.Elementwise.Reciprocal;
import dev.dyadic.ir.op.Elementwise.Sqrt;
import dev.dyadic.ir.op.Reduction.ReduceMean;
import dev.dyadic.ir.rewrite.Sweep;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code x / sqrt(mean(x^2) + epsilon)}, however it is spelled: the mean over all axes from {@code axis} on, which counts from the end.
 */
record RootMeanSquare(Value x, int axis, double epsilon) {

    /** A divisor {@code sqrt(under)} or a factor that is its inverse. */
    private record Root(Value x, Value under) {}

    /** What a node divides by its root mean square, if it does. */
    static Optional<RootMeanSquare> of(Node node, Sweep at) {
        for (Root root : roots(node, at)) {
            Optional<RootMeanSquare> found = mean(root, at);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static List<Root> roots(Node node, Sweep at) {
        return switch (node.op()) {
            case Div _ -> root(node.in(1), at).map(under -> new Root(node.in(0), under)).stream().toList();
            case Mul _ ->
                Look.orders(node).stream()
                        .flatMap(order -> inverse(order.get(1), at).map(under -> new Root(order.get(0), under)).stream())
                        .toList();
            default -> List.of();
        };
    }

    /** What a square root is taken of. */
    private static Optional<Value> root(Value value, Sweep at) {
        return Look.operand(value, Sqrt.class, at).or(() -> power(value, 0.5, at));
    }

    /** What the inverse of a square root is taken of. */
    private static Optional<Value> inverse(Value value, Sweep at) {
        return Look.operand(value, Reciprocal.class, at)
                .flatMap(divisor -> root(divisor, at))
                .or(() -> Look.behind(value, Div.class, at)
                        .filter(div -> Look.is(div.in(0), 1, at))
                        .flatMap(div -> root(div.in(1), at)))
                .or(() -> power(value, -0.5, at));
    }

    private static Optional<Value> power(Value value, double exponent, Sweep at) {
        return Look.behind(value, Pow.class, at)
                .filter(pow -> Look.is(pow.in(1), exponent, at))
                .map(pow -> pow.in(0));
    }

    private static Optional<RootMeanSquare> mean(Root root, Sweep at) {
        Optional<Look.WithConstant> sum = Look.besideConstant(root.under(), Add.class, at);
        double epsilon = sum.map(Look.WithConstant::constant).orElse(0.0);
        if (epsilon < 0) return Optional.empty();
        Value mean = sum.map(Look.WithConstant::value).orElse(root.under());
        Optional<Node> fold = Look.behind(mean, ReduceMean.class, at);
        if (fold.isEmpty()) return Optional.empty();
        OptionalInt axis = Look.firstFolded(fold.get(), at);
        boolean squares = square(fold.get().in(0), at).filter(x -> Look.isSame(x, root.x(), at)).isPresent();
        return squares && axis.isPresent()
                ? Optional.of(new RootMeanSquare(root.x(), axis.getAsInt(), epsilon))
                : Optional.empty();
    }

    private static Optional<Value> square(Value value, Sweep at) {
        return power(value, 2, at)
                .or(() -> Look.behind(value, Mul.class, at)
                        .filter(product -> Look.isSame(product.in(0), product.in(1), at))
                        .map(product -> product.in(0)));
    }
}
