// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Elementwise.Cast;
import dev.dyadic.ir.op.Elementwise.Mul;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How sums of products become floats: times a scale of the row, times a scale of the channel, plus a bias.
 *
 * @param result the value that comes out
 * @param rows f32 per row; where it is empty there is but the scale of the channel
 * @param channels f32 per channel
 * @param bias f32 per channel, or empty
 * @param nodes the nodes it stands for
 */
record Scaling(Value result, Optional<Value> rows, Channels channels, float[] bias, List<Node> nodes) {

    /** Scales of channels. */
    sealed interface Channels {

        /** Known beforehand. */
        record Known(float[] scales) implements Channels {}

        /** A value of the run: one per channel, or one for all. */
        record Found(Value scales) implements Channels {}
    }

    /** Follows the only uses of sums, after their bias. */
    static Optional<Scaling> of(Value sums, int axis, int channels, Draft draft) {
        Optional<Node> cast = draft.onlyUse(sums)
                .filter(node -> node.op() instanceof Cast(Element to, _) && to.equals(Element.F32));
        if (cast.isEmpty()) return Optional.empty();
        Value real = cast.get().out();
        Optional<Node> scaled = draft.onlyUse(real).filter(node -> node.op() instanceof Mul);
        if (scaled.isEmpty() || !scaled.get().out().type().shape().equals(real.type().shape())) return Optional.empty();
        Value scale = Epilogue.other(scaled.get(), real);
        if (!draft.isReady(scale) || draft.constant(scale).isPresent() || draft.at(scale).isBoxed()) return Optional.empty();
        List<Node> nodes = new ArrayList<>(List.of(cast.get(), scaled.get()));
        if (isOfChannels(scale, real, axis, channels))
            return Optional.of(biased(nodes, Optional.empty(), new Channels.Found(scale), axis, channels, draft));
        if (!isOfRows(scale, real, axis)) return Optional.empty();
        Value product = scaled.get().out();
        Optional<Node> byChannel = draft.onlyUse(product);
        return byChannel.flatMap(node -> Epilogue.constantOperand(node, Mul.class, product, axis, channels, draft))
                .map(scales -> {
                    nodes.add(byChannel.get());
                    var known = new Channels.Known(Epilogue.spread(scales, channels).toFloats());
                    return biased(nodes, Optional.of(scale), known, axis, channels, draft);
                });
    }

    private static boolean isOfRows(Value scale, Value real, int axis) {
        Shape own = scale.type().shape();
        Shape shape = real.type().shape();
        return own.rank() == shape.rank() && own.rank() - 1 == axis && own.dim(axis).is(1)
                && own.with(axis, shape.dim(axis)).equals(shape);
    }

    private static boolean isOfChannels(Value scale, Value real, int axis, int channels) {
        Shape own = scale.type().shape();
        if (!scale.type().element().equals(Element.F32) || own.rank() > real.type().shape().rank()) return false;
        int at = axis - (real.type().shape().rank() - own.rank());
        for (int d = 0; d < own.rank(); d++) {
            if (!own.dim(d).is(1) && !(d == at && own.dim(d).is(channels))) return false;
        }
        return true;
    }

    private static Scaling biased(
            List<Node> nodes, Optional<Value> rows, Channels scales, int axis, int channels, Draft draft) {
        Value product = nodes.getLast().out();
        Optional<Node> use = draft.onlyUse(product);
        Optional<Tensor> added = use.flatMap(node -> Epilogue.constantOperand(node, Add.class, product, axis, channels, draft));
        if (added.isEmpty()) return new Scaling(product, rows, scales, new float[0], nodes);
        nodes.add(use.get());
        return new Scaling(use.get().out(), rows, scales, Epilogue.spread(added.get(), channels).toFloats(), nodes);
    }
}
