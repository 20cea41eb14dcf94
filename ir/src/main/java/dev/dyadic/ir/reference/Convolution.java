// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Contraction.Conv;
import dev.dyadic.ir.op.Contraction.ConvInteger;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Convolution over any number of spatial axes, as products of the weights with the elements under each window; those are summed
 * by channel, then by position in the kernel.
 */
final class Convolution {

    /** So many windows are gathered at a time. */
    private static final int TILE = 1024;

    private Convolution() {}

    static Tensor conv(Conv op, List<Tensor> ins) {
        Tensor x = ins.get(0);
        Tensor w = ins.get(1);
        Comparing.requireSame(x, w);
        int group = group(x, w, op.group());
        Window window = Window.of(spatial(x), spatial(w), op.strides(), op.pads(), op.dilations(), op.autoPad(), false);
        double[] bias = bias(ins.size() > 2 ? ins.get(2).toDoubles() : new double[0], Math.toIntExact(w.size(0)));
        return Tensor.ofDoubles(x.element(), sizes(x, w.size(0), window.out()), products(x, w, group, window, bias));
    }

    /** {@code (x, w, xZero, wZero)}; what is padded counts as the zero point. */
    static Tensor integers(ConvInteger op, List<Tensor> ins) {
        Tensor x = ins.get(0);
        Tensor w = ins.get(1);
        if (ins.size() > 2) x = Matrices.centered(x, ins.get(2));
        if (ins.size() > 3) w = Matrices.centered(w, perFilter(ins.get(3), w.rank()));
        int group = group(x, w, op.group());
        Window window = Window.of(spatial(x), spatial(w), op.strides(), op.pads(), op.dilations(), op.autoPad(), false);
        double[] none = new double[Math.toIntExact(w.size(0))];
        return Matrices.exact(sizes(x, w.size(0), window.out()), products(x, w, group, window, none));
    }

    private static Tensor perFilter(Tensor zero, int rank) {
        long[] sizes = new long[rank];
        Arrays.fill(sizes, 1);
        sizes[0] = zero.count();
        return zero.reshaped(sizes);
    }

    private static double[] products(Tensor x, Tensor w, int group, Window window, double[] bias) {
        int channels = Math.toIntExact(w.size(1));
        int filters = bias.length / group;
        int area = Window.product(window.in());
        int windows = window.windows();
        int inner = channels * window.elements();
        int[][] positions = window.positions();
        Factors elements = Factors.of(x);
        Factors under = elements.zeros(inner * Math.min(TILE, windows));
        double[] weights = w.toDoubles();
        double[] result = new double[Math.toIntExact(Math.multiplyExact(x.size(0) * bias.length, windows))];
        for (int slice = 0; slice < x.size(0) * group; slice++) {
            for (int first = 0; first < windows; first += TILE) {
                int count = Math.min(TILE, windows - first);
                gather(elements, slice * channels * area, area, channels, positions, first, count, under);
                int filter = slice % group * filters;
                int to = slice * filters * windows + first;
                double[] sums = new double[count];
                for (int f = 0; f < filters; f++) {
                    Arrays.fill(sums, 0);
                    under.addTo(sums, weights, (filter + f) * inner, inner, 0, count);
                    for (int j = 0; j < count; j++) result[to + f * windows + j] = sums[j] + bias[filter + f];
                }
            }
        }
        return result;
    }

    private static void gather(
            Factors x, int from, int area, int channels, int[][] positions, int first, int count, Factors to) {
        int at = 0;
        for (int c = 0; c < channels; c++) {
            for (int[] position : positions) {
                x.gather(from + c * area, position, first, count, to, at);
                at += count;
            }
        }
    }

    static double[] bias(double[] given, int filters) {
        if (given.length == 0) return new double[filters];
        if (given.length == filters) return given;
        throw DyadicException.model("", "the bias has " + given.length + " elements for " + filters + " filters.");
    }

    static long[] spatial(Tensor x) {
        if (x.rank() < 2) throw DyadicException.model("", "takes tensors of rank 3 and more, found " + x.type() + ".");
        return Arrays.copyOfRange(x.sizes(), 2, x.rank());
    }

    static long[] sizes(Tensor x, long filters, int[] spatial) {
        long[] sizes = x.sizes();
        sizes[1] = filters;
        for (int i = 0; i < spatial.length; i++) sizes[2 + i] = spatial[i];
        return sizes;
    }

    /** The number of groups, once x and w are seen to fit it. */
    static int group(Tensor x, Tensor w, long group) {
        boolean fits = x.rank() == w.rank()
                && x.rank() >= 2
                && group > 0
                && w.size(0) % group == 0
                && x.size(1) == w.size(1) * group;
        if (fits) return Math.toIntExact(group);
        throw DyadicException.model("", "filters " + w.type() + " do not fit " + x.type() + " in " + group
                + " groups; the channels of x must be those of a filter times the groups.");
    }
}
