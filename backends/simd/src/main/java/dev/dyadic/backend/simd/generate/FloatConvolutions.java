// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.generate;

import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Convolutions of f32 with constant weights, channels last: as {@link CodeConvolutions}. */
final class FloatConvolutions implements Region {

    private static final int PIXELS = 96;

    @Override public boolean emit(Node node, List<Node> following, Draft draft) {
        if (!(node.op() instanceof Conv op)) return false;
        Value x = node.in(0);
        if (!x.type().element().equals(Element.F32) || !draft.fitsBuffer(x) || !draft.fitsBuffer(node.out())) return false;
        Optional<Tensor> weights = draft.constant(node.in(1)).filter(each -> each.count() > 0);
        Optional<Tensor> bias = node.ins().size() > 2 ? draft.constant(node.in(2))
                : Optional.of(Tensor.of(new long[] {0}, new float[0]));
        if (draft.at(x).isBoxed() || weights.isEmpty() || bias.isEmpty() || !x.type().shape().dim(1).isConstant()) return false;
        List<Long> kernel = new ArrayList<>();
        for (int axis = 2; axis < weights.get().rank(); axis++) kernel.add(weights.get().size(axis));
        Optional<WindowShape> shape = WindowShape
                .of(x.type().shape(), node.out().type().shape(), kernel, op.strides(), op.dilations(), op.pads(), op.autoPad());
        if (shape.isEmpty()) return false;
        Located input = Copies.convert(draft.at(x), Layout.channelsLast(x.type().shape().rank()), draft);
        write(node, shape.get(), weights.get(), bias.get().toFloats(), Math.toIntExact(op.group()), input, following, draft);
        return true;
    }

    private static void write(
            Node node, WindowShape shape, Tensor weights, float[] bias, int groups, Located x, List<Node> following,
            Draft draft) {
        Located out = draft.allocate(node.out(), Layout.channelsLast(x.rank()));
        draft.touch(x);
        draft.touch(out);
        String pixels = draft.sizes().of(shape.pixels());
        var text = new Text();
        text.line("final int from = task * " + PIXELS + ";");
        text.line("final int to = Math.min(from + " + PIXELS + ", " + pixels + ");");
        int outChannels = Math.toIntExact(weights.size(0));
        int channels = Math.toIntExact(weights.size(1));
        int inChannels = channels * groups;
        float[] matrix = matrix(weights.toFloats(), outChannels, channels, shape.taps());
        if (groups == inChannels && groups == outChannels && groups > 1) {
            text.line("Depthwise.floats(" + shape.code(inChannels, inChannels, draft.sizes()) + ", " + x.array() + ", " + x.at()
                    + ", "
                    + draft.constant(matrix) + ", " + draft.constant(bias) + ", from, to, " + out.array() + ", " + out.at()
                    + " + from * "
                    + inChannels + ");");
        } else {
            int depth = shape.taps() * channels;
            int columns = outChannels / groups;
            String kernel = draft.constant(new FloatKernels(node.kernel()));
            boolean gathers = !shape.isPointwise() || groups > 1;
            if (gathers) text.line("final float[] rows = TaskMemory.floats(" + PIXELS + " * " + depth + ");");
            for (int g = 0; g < groups; g++) {
                if (gathers) {
                    text.line("Im2Col.floats(" + shape.code(channels, inChannels, draft.sizes()) + ", " + x.array() + ", "
                            + x.at() + " + "
                            + g * channels + ", from, to, rows, 0);");
                }
                float[] own = bias.length == 0 ? bias : java.util.Arrays.copyOfRange(bias, g * columns, (g + 1) * columns);
                text.line(kernel + ".multiply(" + (gathers ? "rows, 0" : x.array() + ", " + x.at() + " + from * " + depth) + ", "
                        + depth
                        + ", to - from, " + draft.constant(new FloatPanels(matrix, g * columns, outChannels, depth, columns))
                        + ", 0, " + depth + ", 0, " + columns + ", 1f, "
                        + draft.constant(own) + ", "
                        + out.array() + ", " + out.at() + " + from * " + outChannels + " + " + g * columns + ", " + outChannels
                        + ");");
            }
        }
        FloatTail tail = FloatTail.append(out, Integer.toString(outChannels), following, draft, text);
        draft.step(
                "%" + tail.result().name() + ": convolution " + shape.kernel()[0] + " x " + shape.kernel()[1] + " of "
                        + inChannels
                        + " to "
                        + outChannels + " channels" + tail.title(),
                "Math.ceilDiv(" + pixels + ", " + PIXELS + ")", text.toString());
    }

    /** Weights {@code [M, C / group, kernel]} as {@code [taps * C / group, M]}. */
    private static float[] matrix(float[] weights, int columns, int channels, int taps) {
        float[] matrix = new float[weights.length];
        for (int m = 0; m < columns; m++) {
            for (int c = 0; c < channels; c++) {
                for (int t = 0; t < taps; t++) matrix[(t * channels + c) * columns + m] = weights[(m * channels + c) * taps + t];
            }
        }
        return matrix;
    }
}
