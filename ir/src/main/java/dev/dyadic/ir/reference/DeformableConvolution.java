// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.DeformConv;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Convolution whose windows read x at shifted places, between grid points by linear interpolation, and 0 outside. {@code offset:
 * N, groups * kernel * 2, windows} holds pairs (down, right); {@code mask: N, groups * kernel, windows} weighs what is read.
 */
final class DeformableConvolution {

    private final Window window;
    private final double[] x;
    private final double[] offset;
    private final double[] mask;
    private final int channels;
    private final int groups;

    private DeformableConvolution(Window window, Tensor x, Tensor offset, double[] mask, int groups) {
        this.window = window;
        this.x = x.toDoubles();
        this.offset = offset.toDoubles();
        this.mask = mask;
        this.channels = Math.toIntExact(x.size(1));
        this.groups = groups;
        int places = Math.toIntExact(x.size(0)) * groups * window.elements() * window.windows();
        if (this.offset.length != 2 * places || mask.length != 0 && mask.length != places) {
            throw DyadicException.model("",
                    "offset " + offset.type() + " or the mask does not fit " + x.type() + "; there must be two"
                            + " offsets and one weight per offset group, kernel position and window.");
        }
    }

    static Tensor run(DeformConv op, List<Tensor> ins) {
        Tensor x = ins.get(0);
        Tensor w = ins.get(1);
        if (x.rank() != 4) throw DyadicException.model("", "takes images (N, C, H, W), found " + x.type() + ".");
        int group = Convolution.group(x, w, op.group());
        if (op.offsetGroup() < 1 || x.size(1) % op.offsetGroup() != 0) {
            throw DyadicException.model("", x.size(1) + " channels do not fall into " + op.offsetGroup() + " offset groups.");
        }
        Window window = Window.of(
                Convolution.spatial(x), Convolution.spatial(w), op.strides(), op.pads(), op.dilations(), AutoPad.EXPLICIT, false);
        double[] bias = Convolution.bias(ins.size() > 3 ? ins.get(3).toDoubles() : new double[0], Math.toIntExact(w.size(0)));
        double[] mask = ins.size() > 4 ? ins.get(4).toDoubles() : new double[0];
        var conv = new DeformableConvolution(window, x, ins.get(2), mask, Math.toIntExact(op.offsetGroup()));
        double[] result = conv.products(w.toDoubles(), group, bias, Math.toIntExact(x.size(0)));
        return Tensor.ofDoubles(x.element(), Convolution.sizes(x, bias.length, window.out()), result);
    }

    private double[] products(double[] weights, int group, double[] bias, int images) {
        int windows = window.windows();
        int inner = channels / group * window.elements();
        int filters = bias.length / group;
        double[] result = new double[images * bias.length * windows];
        double[] sums = new double[windows];
        for (int n = 0; n < images; n++) {
            Factors read = new Factors.Wide(read(n));
            for (int f = 0; f < bias.length; f++) {
                Arrays.fill(sums, bias[f]);
                read.addTo(sums, weights, f * inner, inner, f / filters * inner * windows, windows);
                System.arraycopy(sums, 0, result, (n * bias.length + f) * windows, windows);
            }
        }
        return result;
    }

    /** What each window of an image reads: {@code [channel and kernel position, window]}. */
    private double[] read(int n) {
        int elements = window.elements();
        int windows = window.windows();
        double[] read = new double[channels * elements * windows];
        for (int row = 0; row < channels * elements; row++) {
            int c = row / elements;
            int e = row % elements;
            int place = (n * groups + c / (channels / groups)) * elements + e;
            int kernelY = e / window.kernel()[1] * window.dilations()[0] - window.begins()[0];
            int kernelX = e % window.kernel()[1] * window.dilations()[1] - window.begins()[1];
            for (int j = 0; j < windows; j++) {
                double down = offset[2 * place * windows + j];
                double right = offset[(2 * place + 1) * windows + j];
                double y = j / window.out()[1] * window.strides()[0] + kernelY + down;
                double xx = j % window.out()[1] * window.strides()[1] + kernelX + right;
                double weight = mask.length == 0 ? 1 : mask[place * windows + j];
                read[row * windows + j] = weight * between(n * channels + c, y, xx);
            }
        }
        return read;
    }

    private double between(int plane, double y, double x) {
        double top = Math.floor(y);
        double left = Math.floor(x);
        double down = y - top;
        double right = x - left;
        return (1 - down) * ((1 - right) * at(plane, top, left) + right * at(plane, top, left + 1))
                + down * ((1 - right) * at(plane, top + 1, left) + right * at(plane, top + 1, left + 1));
    }

    private double at(int plane, double y, double x) {
        int height = window.in()[0];
        int width = window.in()[1];
        boolean inside = y >= 0 && y < height && x >= 0 && x < width;
        return inside ? this.x[(plane * height + (int) y) * width + (int) x] : 0;
    }
}
