// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;

/** Normalization by mean and variance; a variance is the mean of the squared distances from the mean. */
final class Scaling {

    private Scaling() {}

    static List<Tensor> layerNorm(Tensor x, int axis, double epsilon, List<Tensor> ins) {
        Axes axes = Axes.from(x, axis);
        double[] values = x.toDoubles();
        double[] means = new double[axes.outer()];
        double[] inverses = new double[axes.outer()];
        for (int i = 0; i < axes.outer(); i++) {
            int start = i * axes.size();
            means[i] = mean(values, start, axes.size());
            inverses[i] = 1 / Math.sqrt(variance(values, start, axes.size(), means[i]) + epsilon);
            for (int j = start; j < start + axes.size(); j++) values[j] = (values[j] - means[i]) * inverses[i];
        }
        scale(values, x, ins.get(1));
        if (ins.size() > 2) shift(values, x, ins.get(2));
        long[] folded = NormalizationReference.foldedFrom(x.sizes(), axes.axis());
        return List.of(
                Tensor.ofDoubles(x.element(), x.sizes(), values),
                Tensor.ofDoubles(Element.F32, folded, means),
                Tensor.ofDoubles(Element.F32, folded, inverses));
    }

    static Tensor rmsNorm(Tensor x, int axis, double epsilon, Tensor scale) {
        Axes axes = Axes.from(x, axis);
        double[] values = x.toDoubles();
        for (int i = 0; i < axes.outer(); i++) {
            int start = i * axes.size();
            double root = Math.sqrt(variance(values, start, axes.size(), 0) + epsilon);
            for (int j = start; j < start + axes.size(); j++) values[j] /= root;
        }
        scale(values, x, scale);
        return Tensor.ofDoubles(x.element(), x.sizes(), values);
    }

    /** {@code (x, scale, bias, mean, variance)}; an x of rank 1 has one channel. */
    static Tensor batchNorm(List<Tensor> ins, double epsilon) {
        Tensor x = ins.getFirst();
        Axes axes = x.rank() > 1 ? Axes.of(x, 1) : new Axes(0, x.length(), 1, 1);
        double[] scale = perChannel("scale", ins.get(1), axes.size());
        double[] bias = perChannel("bias", ins.get(2), axes.size());
        double[] mean = perChannel("mean", ins.get(3), axes.size());
        double[] variance = perChannel("variance", ins.get(4), axes.size());
        double[] values = x.toDoubles();
        for (int i = 0; i < axes.outer() * axes.size(); i++) {
            int c = i % axes.size();
            double deviation = Math.sqrt(variance[c] + epsilon);
            for (int j = i * axes.inner(); j < (i + 1) * axes.inner(); j++) {
                values[j] = (values[j] - mean[c]) / deviation * scale[c] + bias[c];
            }
        }
        return Tensor.ofDoubles(x.element(), x.sizes(), values);
    }

    static Tensor groupNorm(Tensor x, int groups, double epsilon, Tensor scale, Tensor bias) {
        Axes axes = Axes.of(x, 1);
        if (groups < 1 || axes.size() % groups != 0) {
            throw DyadicException.model("", axes.size() + " channels do not fall into " + groups + " equal groups.");
        }
        double[] factor = perChannel("scale", scale, axes.size());
        double[] offset = perChannel("bias", bias, axes.size());
        double[] values = x.toDoubles();
        int count = axes.size() / groups * axes.inner();
        for (int i = 0; i < axes.outer() * groups; i++) {
            double mean = mean(values, i * count, count);
            double deviation = Math.sqrt(variance(values, i * count, count, mean) + epsilon);
            for (int j = i * count; j < (i + 1) * count; j++) {
                int c = j / axes.inner() % axes.size();
                values[j] = (values[j] - mean) / deviation * factor[c] + offset[c];
            }
        }
        return Tensor.ofDoubles(x.element(), x.sizes(), values);
    }

    private static double[] perChannel(String name, Tensor values, int channels) {
        if (values.count() == channels) return values.toDoubles();
        throw DyadicException.model("", name + " has " + values.count() + " elements for " + channels + " channels.");
    }

    private static double mean(double[] values, int start, int count) {
        double sum = 0;
        for (int i = start; i < start + count; i++) sum += values[i];
        return sum / count;
    }

    private static double variance(double[] values, int start, int count, double mean) {
        double sum = 0;
        for (int i = start; i < start + count; i++) sum += (values[i] - mean) * (values[i] - mean);
        return sum / count;
    }

    private static void scale(double[] values, Tensor x, Tensor scale) {
        double[] factors = Spread.doubles(scale, x.sizes());
        for (int i = 0; i < values.length; i++) values[i] *= factors[i];
    }

    private static void shift(double[] values, Tensor x, Tensor bias) {
        double[] offsets = Spread.doubles(bias, x.sizes());
        for (int i = 0; i < values.length; i++) values[i] += offsets[i];
    }
}
