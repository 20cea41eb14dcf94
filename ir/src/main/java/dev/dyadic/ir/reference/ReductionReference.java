// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.op.Reduction;
import dev.dyadic.ir.op.Reduction.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Arrays;
import java.util.List;

/** Floats in f64, in row-major order, rounded once; integers in 64 bits, wrapped once. */
final class ReductionReference {

    private ReductionReference() {}

    static List<Tensor> run(Reduction op, List<Tensor> ins, int outs) {
        Tensor x = ins.getFirst();
        return List.of(
                switch (op) {
                    case Fold fold -> Folding.fold(fold, x, ins.size() > 1 ? ins.get(1).toLongs() : new long[0]);
                    case ArgMax(int axis, boolean keepAxes, boolean selectLast) -> arg(x, axis, keepAxes, selectLast, 1);
                    case ArgMin(int axis, boolean keepAxes, boolean selectLast) -> arg(x, axis, keepAxes, selectLast, -1);
                    case CumSum(boolean exclusive, boolean reverse) -> running(x, ins.get(1), exclusive, reverse, false);
                    case CumProd(boolean exclusive, boolean reverse) -> running(x, ins.get(1), exclusive, reverse, true);
                });
    }

    /** Where the largest (sign 1) or smallest (sign -1) element stands; NaN goes before any number. */
    private static Tensor arg(Tensor x, int axis, boolean keepAxes, boolean selectLast, int sign) {
        Axes axes = Axes.of(x, axis);
        if (axes.size() == 0 && axes.outer() * axes.inner() > 0) {
            throw new IllegalArgumentException("axis " + axis + " is empty");
        }
        long[] result = new long[axes.outer() * axes.inner()];
        for (int i = 0; i < result.length; i++) {
            int start = axes.start(i / axes.inner(), i % axes.inner());
            int best = 0;
            for (int k = 1; k < axes.size(); k++) {
                int order = sign * compare(x, start + k * axes.inner(), start + best * axes.inner(), sign);
                if (order > 0 || order == 0 && selectLast) best = k;
            }
            result[i] = best;
        }
        return Tensor.ofLongs(Element.I64, folded(x.sizes(), axes.axis(), keepAxes), result);
    }

    private static int compare(Tensor x, int i, int j, int nan) {
        if (x.element().equals(Element.U64)) return Long.compareUnsigned(x.getLong(i), x.getLong(j));
        if (!x.element().isFloat()) return Long.compare(x.getLong(i), x.getLong(j));
        double a = x.getDouble(i);
        double b = x.getDouble(j);
        if (Double.isNaN(a) || Double.isNaN(b)) return nan * Boolean.compare(Double.isNaN(a), Double.isNaN(b));
        return a < b ? -1 : a > b ? 1 : 0;
    }

    private static long[] folded(long[] sizes, int axis, boolean keepAxes) {
        long[] kept = sizes.clone();
        kept[axis] = 1;
        if (keepAxes) return kept;
        long[] result = Arrays.copyOf(sizes, sizes.length - 1);
        System.arraycopy(sizes, axis + 1, result, axis, result.length - axis);
        return result;
    }

    private static Tensor running(Tensor x, Tensor axis, boolean exclusive, boolean reverse, boolean product) {
        Axes axes = Axes.of(x, Math.toIntExact(axis.getLong(0)));
        boolean floats = x.element().isFloat();
        double[] numbers = floats ? x.toDoubles() : new double[0];
        long[] integers = floats ? new long[0] : x.toLongs();
        int step = reverse ? -axes.inner() : axes.inner();
        for (int i = 0; i < axes.outer() * axes.inner(); i++) {
            int at = axes.start(i / axes.inner(), i % axes.inner()) + (reverse ? (axes.size() - 1) * axes.inner() : 0);
            if (floats) run(numbers, at, step, axes.size(), exclusive, product);
            else run(integers, at, step, axes.size(), exclusive, product);
        }
        return floats ? Tensor.ofDoubles(x.element(), x.sizes(), numbers) : Tensor.ofLongs(x.element(), x.sizes(), integers);
    }

    private static void run(double[] x, int start, int step, int size, boolean exclusive, boolean product) {
        double total = product ? 1 : 0;
        for (int k = 0, i = start; k < size; k++, i += step) {
            double next = product ? total * x[i] : total + x[i];
            x[i] = exclusive ? total : next;
            total = next;
        }
    }

    private static void run(long[] x, int start, int step, int size, boolean exclusive, boolean product) {
        long total = product ? 1 : 0;
        for (int k = 0, i = start; k < size; k++, i += step) {
            long next = product ? total * x[i] : total + x[i];
            x[i] = exclusive ? total : next;
            total = next;
        }
    }
}
