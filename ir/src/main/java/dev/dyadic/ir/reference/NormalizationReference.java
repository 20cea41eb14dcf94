// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.op.Normalization;
import dev.dyadic.ir.op.Normalization.*;
import dev.dyadic.ir.tensor.Codec;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Arrays;
import java.util.List;

/** All of it in f64, rounded once. */
final class NormalizationReference {

    private NormalizationReference() {}

    static List<Tensor> run(Normalization op, List<Tensor> ins, int outs) {
        Tensor x = ins.getFirst();
        return switch (op) {
            case Softmax(int axis) -> List.of(softmax(x, x.toDoubles(), axis, false));
            case LogSoftmax(int axis) -> List.of(softmax(x, x.toDoubles(), axis, true));
            case MaskedSoftmax(int axis, double fill) -> List.of(masked(x, ins.get(1), axis, fill));
            case Hardmax(int axis) -> List.of(hardmax(x, axis));
            case LayerNorm(int axis, double epsilon) -> Scaling.layerNorm(x, axis, epsilon, ins);
            case RmsNorm(int axis, double epsilon) -> List.of(Scaling.rmsNorm(x, axis, epsilon, ins.get(1)));
            case BatchNorm(double epsilon) -> List.of(Scaling.batchNorm(ins, epsilon));
            case InstanceNorm(double epsilon) ->
                List.of(Scaling.groupNorm(x, Math.toIntExact(x.size(1)), epsilon, ins.get(1), ins.get(2)));
            case GroupNorm(long groups, double epsilon) ->
                List.of(Scaling.groupNorm(x, Math.toIntExact(groups), epsilon, ins.get(1), ins.get(2)));
            case LocalResponseNorm(long size, double alpha, double beta, double bias) ->
                List.of(localResponse(x, size, alpha, beta, bias));
        };
    }

    private static Tensor softmax(Tensor x, double[] values, int axis, boolean log) {
        Axes axes = Axes.of(x, axis);
        double[] row = new double[axes.size()];
        for (int i = 0; i < axes.outer() * axes.inner(); i++) {
            int start = axes.start(i / axes.inner(), i % axes.inner());
            double max = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < row.length; k++) max = Math.max(max, values[start + k * axes.inner()]);
            double sum = 0;
            for (int k = 0; k < row.length; k++) {
                double below = values[start + k * axes.inner()] - max;
                double power = StrictMath.exp(below);
                sum += power;
                row[k] = log ? below : power;
            }
            double logSum = log ? StrictMath.log(sum) : 0;
            for (int k = 0; k < row.length; k++) values[start + k * axes.inner()] = log ? row[k] - logSum : row[k] / sum;
        }
        return Tensor.ofDoubles(x.element(), x.sizes(), values);
    }

    private static Tensor masked(Tensor x, Tensor keep, int axis, double fill) {
        double[] values = x.toDoubles();
        double[] kept = Spread.doubles(keep, x.sizes());
        Element element = x.element();
        for (int i = 0; i < values.length; i++) {
            double added = Codec.round(element, Codec.round(element, 1 - kept[i]) * fill);
            values[i] = Codec.round(element, values[i] + added);
        }
        return softmax(x, values, axis, false);
    }

    private static Tensor hardmax(Tensor x, int axis) {
        Axes axes = Axes.of(x, axis);
        double[] values = x.toDoubles();
        double[] result = new double[values.length];
        for (int i = 0; i < axes.outer() * axes.inner() && axes.size() > 0; i++) {
            int start = axes.start(i / axes.inner(), i % axes.inner());
            int best = start;
            for (int k = 1; k < axes.size(); k++) {
                int at = start + k * axes.inner();
                if (values[at] > values[best]) best = at;
            }
            result[best] = 1;
        }
        return Tensor.ofDoubles(x.element(), x.sizes(), result);
    }

    private static Tensor localResponse(Tensor x, long size, double alpha, double beta, double bias) {
        Axes axes = Axes.of(x, 1);
        int before = Math.toIntExact((size - 1) / 2);
        int after = Math.toIntExact(size - 1 - before);
        double[] values = x.toDoubles();
        double[] sums = new double[values.length];
        for (int i = 0; i < axes.outer(); i++) {
            for (int c = 0; c < axes.size(); c++) {
                int last = Math.min(axes.size() - 1, c + after);
                for (int near = Math.max(0, c - before); near <= last; near++) {
                    addSquares(values, axes.start(i, 0) + near * axes.inner(), sums, axes.start(i, 0) + c * axes.inner(),
                            axes.inner());
                }
            }
        }
        double share = alpha / size;
        for (int i = 0; i < values.length; i++) values[i] /= StrictMath.pow(bias + share * sums[i], beta);
        return Tensor.ofDoubles(x.element(), x.sizes(), values);
    }

    private static void addSquares(double[] from, int at, double[] to, int into, int count) {
        for (int i = 0; i < count; i++) to[into + i] += from[at + i] * from[at + i];
    }

    /** Sizes with ones from an axis on. */
    static long[] foldedFrom(long[] sizes, int axis) {
        long[] result = sizes.clone();
        Arrays.fill(result, axis, result.length, 1);
        return result;
    }
}
