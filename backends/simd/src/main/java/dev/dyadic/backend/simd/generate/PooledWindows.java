// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Pooling.AveragePool;
import dev.dyadic.ir.op.Pooling.GlobalAveragePool;
import dev.dyadic.ir.op.Pooling.GlobalMaxPool;
import dev.dyadic.ir.op.Pooling.MaxPool;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Largest and average elements of windows, channels last. */
final class PooledWindows implements Region {

    /** So many output pixels are a task. */
    private static final int PIXELS = 64;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        Value x = node.in(0);
        boolean fits = node.outs().size() == 1 && draft.fitsBuffer(x) && draft.fitsBuffer(node.out()) && !draft.at(x).isBoxed()
                && x.type().shape().rank() > 2 && x.type().shape().dim(1).isConstant();
        if (!fits) return false;
        boolean floats = x.type().element().equals(Element.F32);
        boolean bytes = x.type().element().isInteger() && x.type().element().bits() == 8;
        return switch (node.op()) {
            case MaxPool op ->
                (floats || bytes) && shape(node, op.kernel(), op.strides(), op.dilations(), op.pads(), op.autoPad())
                        .filter(shape -> write(node, shape, "max", bytes ? !x.type().element().isSigned() + ", " : "", draft))
                        .isPresent();
            case AveragePool op -> floats && !op.ceil() && dense(op.dilations())
                    && shape(node, op.kernel(), op.strides(), op.dilations(), op.pads(), op.autoPad())
                            .filter(shape -> write(node, shape, "average", (op.countPads() ? shape.taps() : 0) + ", ", draft))
                            .isPresent();
            case GlobalMaxPool _ -> floats && global(node).filter(shape -> write(node, shape, "max", "", draft)).isPresent();
            case GlobalAveragePool _ ->
                floats && global(node).filter(shape -> write(node, shape, "average", "0, ", draft)).isPresent();
            default -> false;
        };
    }

    private static boolean dense(List<Long> dilations) {
        return dilations.stream().allMatch(dilation -> dilation == 1);
    }

    private static Optional<WindowShape> shape(
            Node node, List<Long> kernel, List<Long> strides, List<Long> dilations, List<Long> pads, AutoPad autoPad) {
        return WindowShape.of(node.in(0).type().shape(), node.out().type().shape(), kernel, strides, dilations, pads, autoPad);
    }

    private static Optional<WindowShape> global(Node node) {
        List<Long> kernel = new ArrayList<>();
        for (Dim dim : node.in(0).type().shape().dims().subList(2, node.in(0).type().shape().rank())) {
            if (!dim.isConstant()) return Optional.empty();
            kernel.add(dim.constant());
        }
        return shape(node, kernel, List.of(), List.of(), List.of(), AutoPad.EXPLICIT);
    }

    private static boolean write(Node node, WindowShape shape, String kernel, String option, Draft draft) {
        Layout layout = Layout.channelsLast(shape.in().rank());
        Located x = Copies.convert(draft.at(node.in(0)), layout, draft);
        Located out = draft.allocate(node.out(), layout);
        draft.touch(x);
        draft.touch(out);
        int channels = Math.toIntExact(shape.in().dim(1).constant());
        String pixels = draft.sizes().of(shape.pixels());
        var text = new Text();
        text.line("final int from = task * " + PIXELS + ";");
        text.line("final int to = Math.min(from + " + PIXELS + ", " + pixels + ");");
        text.line("Pools." + kernel + "(" + shape.code(channels, channels, draft.sizes()) + ", " + x.array() + ", " + x.at()
                + ", " + option
                + "from, to, " + out.array() + ", " + out.at() + " + from * " + channels + ");");
        draft.step("%" + node.name() + ": " + node.op().mnemonic(), "Math.ceilDiv(" + pixels + ", " + PIXELS + ")",
                text.toString());
        return true;
    }
}
