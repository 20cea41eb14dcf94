// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Reduction.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Folding axes away. Nothing at all sums to 0, multiplies to 1, and has the extremes of its element for maximum and minimum. */
final class Folding {

    private final Fold op;
    private final Tensor x;
    private final long[] kept;
    private final long[] sizes;
    /** For each element of x the element of the result it goes to. */
    private final int[] to;

    private Folding(Fold op, Tensor x, long[] list) {
        this.op = op;
        this.x = x;
        boolean[] folds = new boolean[x.rank()];
        for (long axis : list) folds[Axes.front(axis, x.rank())] = true;
        if (list.length == 0) Arrays.fill(folds, true);
        long[] all = x.sizes();
        this.kept = IntStream.range(0, all.length).mapToLong(i -> folds[i] ? 1 : all[i]).toArray();
        this.sizes = op.keepAxes()
                ? kept
                : IntStream.range(0, all.length).filter(i -> !folds[i]).mapToLong(i -> all[i]).toArray();
        int[] strides = Broadcast.strides(kept, kept);
        this.to = Broadcast.walk(all, strides);
    }

    static Tensor fold(Fold op, Tensor x, long[] axes) {
        var folding = new Folding(op, x, axes);
        return x.element().isFloat() ? folding.floats() : folding.integers();
    }

    private Tensor floats() {
        return Tensor.ofDoubles(x.element(), sizes, floats(x.toDoubles()));
    }

    private double[] floats(double[] values) {
        double[] result = new double[Math.toIntExact(Tensor.count(kept))];
        switch (op) {
            case ReduceSum _ -> sum(values, result);
            case ReduceMean _ -> {
                sum(values, result);
                double share = (double) values.length / result.length;
                for (int i = 0; i < result.length; i++) result[i] /= share;
            }
            case ReduceProd _ -> {
                Arrays.fill(result, 1);
                for (int i = 0; i < values.length; i++) result[to[i]] *= values[i];
            }
            case ReduceMax _ -> max(values, result);
            case ReduceMin _ -> {
                Arrays.fill(result, Double.POSITIVE_INFINITY);
                for (int i = 0; i < values.length; i++) result[to[i]] = Math.min(result[to[i]], values[i]);
            }
            case ReduceLogSumExp _ -> logSumExp(values, result);
        }
        return result;
    }

    private void sum(double[] values, double[] result) {
        for (int i = 0; i < values.length; i++) result[to[i]] += values[i];
    }

    private void max(double[] values, double[] result) {
        Arrays.fill(result, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < values.length; i++) result[to[i]] = Math.max(result[to[i]], values[i]);
    }

    private void logSumExp(double[] values, double[] result) {
        double[] max = new double[result.length];
        max(values, max);
        for (int i = 0; i < values.length; i++) {
            double highest = max[to[i]];
            result[to[i]] += StrictMath.exp(Double.isInfinite(highest) ? values[i] : values[i] - highest);
        }
        for (int i = 0; i < result.length; i++) {
            result[i] = StrictMath.log(result[i]) + (Double.isInfinite(max[i]) ? 0 : max[i]);
        }
    }

    private Tensor integers() {
        if (op instanceof ReduceLogSumExp) {
            Tensor real = Tensor.ofDoubles(Element.F64, sizes, floats(x.toDoubles()));
            return Casts.cast(real, x.element(), true);
        }
        long[] values = x.toLongs();
        long[] result = new long[Math.toIntExact(Tensor.count(kept))];
        long flip = x.element().equals(Element.U64) ? Long.MIN_VALUE : 0;
        switch (op) {
            case ReduceSum _ -> sum(values, result);
            case ReduceMean _ -> mean(values, result);
            case ReduceProd _ -> {
                Arrays.fill(result, 1);
                for (int i = 0; i < values.length; i++) result[to[i]] *= values[i];
            }
            case ReduceMax _ -> {
                Arrays.fill(result, x.element().min());
                for (int i = 0; i < values.length; i++) {
                    result[to[i]] = Math.max(result[to[i]] ^ flip, values[i] ^ flip) ^ flip;
                }
            }
            case ReduceMin _ -> {
                Arrays.fill(result, x.element().max());
                for (int i = 0; i < values.length; i++) {
                    result[to[i]] = Math.min(result[to[i]] ^ flip, values[i] ^ flip) ^ flip;
                }
            }
            case ReduceLogSumExp _ -> throw new AssertionError("is taken in f64");
        }
        return Tensor.ofLongs(x.element(), sizes, result);
    }

    private void sum(long[] values, long[] result) {
        for (int i = 0; i < values.length; i++) result[to[i]] += values[i];
    }

    /** Integer means are cut off towards zero. */
    private void mean(long[] values, long[] result) {
        if (values.length == 0 && result.length > 0) throw DyadicException.model("", "the mean of no integers is not defined.");
        sum(values, result);
        boolean wide = x.element().equals(Element.U64);
        long share = result.length == 0 ? 1 : values.length / result.length;
        for (int i = 0; i < result.length; i++) {
            result[i] = wide ? Long.divideUnsigned(result[i], share) : result[i] / share;
        }
    }
}
