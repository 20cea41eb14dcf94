// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.ConvTranspose;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** The transpose of a convolution: each element of x is spread over the window it belongs to. */
final class TransposedConvolution {

    private TransposedConvolution() {}

    static Tensor run(ConvTranspose op, List<Tensor> ins) {
        Tensor x = ins.get(0);
        Tensor w = ins.get(1);
        Comparing.requireSame(x, w);
        boolean fits = x.rank() == w.rank() && op.group() > 0 && x.size(1) == w.size(0) && x.size(1) % op.group() == 0;
        if (!fits) {
            throw DyadicException.model("", "filters " + w.type() + " do not fit " + x.type() + " in " + op.group() + " groups.");
        }
        int group = Math.toIntExact(op.group());
        Window window = window(op, Convolution.spatial(x), Convolution.spatial(w));
        int filters = Math.toIntExact(w.size(1));
        double[] bias = Convolution.bias(ins.size() > 2 ? ins.get(2).toDoubles() : new double[0], filters * group);
        double[] result = products(x, w, group, filters, window);
        int area = Window.product(window.in());
        for (int i = 0; i < result.length; i++) result[i] += bias[i / area % bias.length];
        return Tensor.ofDoubles(x.element(), Convolution.sizes(x, bias.length, window.in()), result);
    }

    /** The windows of the convolution that this is the transpose of: its input is our result. */
    private static Window window(ConvTranspose op, long[] spatial, long[] kernel) {
        int rank = spatial.length;
        int[] x = Window.ints(spatial);
        int[] size = Window.ints(kernel);
        int[] strides = Window.positive("strides", op.strides(), rank);
        int[] dilations = Window.positive("dilations", op.dilations(), rank);
        int[] more = Window.attribute("output_padding", op.outputPadding(), rank, 0);
        int[] pads = Window.attribute("pads", op.pads(), 2 * rank, 0);
        int[] wanted = Window.attribute("output_shape", op.outputShape(), rank, -1);
        int[] begins = new int[rank];
        int[] ends = new int[rank];
        int[] out = new int[rank];
        for (int i = 0; i < rank; i++) {
            int full = strides[i] * (x[i] - 1) + more[i] + (size[i] - 1) * dilations[i] + 1;
            boolean same = op.autoPad() == AutoPad.SAME_UPPER || op.autoPad() == AutoPad.SAME_LOWER;
            if (wanted[i] < 0 && !same) {
                boolean explicit = op.autoPad() == AutoPad.EXPLICIT;
                begins[i] = explicit ? pads[i] : 0;
                ends[i] = explicit ? pads[rank + i] : 0;
                out[i] = full - begins[i] - ends[i];
            } else {
                out[i] = wanted[i] < 0 ? x[i] * strides[i] : wanted[i];
                int total = Math.max(0, full - out[i]);
                begins[i] = op.autoPad() == AutoPad.SAME_UPPER ? total / 2 : total - total / 2;
                ends[i] = total - begins[i];
            }
            if (out[i] < 0)
                throw DyadicException.model("", "the result would have size " + out[i] + " along spatial axis " + i + ".");
        }
        return new Window(out, size, strides, dilations, begins, ends, x);
    }

    private static double[] products(Tensor x, Tensor w, int group, int filters, Window window) {
        int channels = Math.toIntExact(x.size(1)) / group;
        int elements = window.elements();
        int windows = window.windows();
        int area = Window.product(window.in());
        int[][] positions = window.positions();
        Factors factors = Factors.of(x);
        double[] weights = transposed(w.toDoubles(), channels * group, filters * elements, group);
        double[] sums = new double[windows];
        double[] result = new double[Math.toIntExact(Math.multiplyExact(x.size(0) * group * filters, area))];
        for (int slice = 0; slice < x.size(0) * group; slice++) {
            for (int row = 0; row < filters * elements; row++) {
                Arrays.fill(sums, 0);
                int weight = (slice % group * filters * elements + row) * channels;
                factors.addTo(sums, weights, weight, channels, slice * channels * windows, windows);
                spread(sums, positions[row % elements], result, (slice * filters + row / elements) * area);
            }
        }
        return result;
    }

    /** Weights {@code [group, channel, filter and position]} as {@code [group, filter and position, channel]}. */
    private static double[] transposed(double[] w, int channels, int columns, int group) {
        double[] result = new double[w.length];
        int perGroup = channels / group;
        for (int i = 0; i < w.length; i++) {
            int channel = i / columns;
            int g = channel / perGroup;
            result[(g * columns + i % columns) * perGroup + channel % perGroup] = w[i];
        }
        return result;
    }

    private static void spread(double[] sums, int[] positions, double[] result, int at) {
        for (int j = 0; j < sums.length; j++) {
            if (positions[j] >= 0) result[at + positions[j]] += sums[j];
        }
    }
}
