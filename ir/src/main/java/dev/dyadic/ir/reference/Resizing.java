// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Sampling.Interpolation;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.op.Sampling.Resize.Coordinates;
import dev.dyadic.ir.op.Sampling.Resize.KeepAspect;
import dev.dyadic.ir.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Resizing, one axis after the other: the weights of all modes are products over the axes. */
final class Resizing {

    private Resizing() {}

    static Tensor resize(Tensor x, Resize op, List<Tensor> ins) {
        List<ResizedAxis> axes = axes(x, op, ins);
        Tensor result = op.mode() == Interpolation.NEAREST ? nearest(x, axes, op) : weighted(x, axes, op);
        return op.coordinates() == Coordinates.TF_CROP_AND_RESIZE ? extrapolated(result, axes, op) : result;
    }

    /** The axes that are resized, with what the operands say of them. */
    static List<ResizedAxis> axes(Tensor x, Resize op, List<Tensor> ins) {
        long[] named = op.axes().isEmpty()
                ? LongStream.range(0, x.rank()).toArray()
                : op.axes().stream().mapToLong(Integer::longValue).toArray();
        int[] axes = Strides.axes(named, x.rank());
        Tensor roi = ins.get(1);
        Tensor scales = ins.get(2);
        long[] sizes = Strides.longs("the sizes", ins.get(3));
        boolean crop = op.coordinates() == Coordinates.TF_CROP_AND_RESIZE;
        boolean bySize = sizes.length > 0;
        if ((bySize ? sizes.length : scales.count()) != axes.length || bySize && scales.count() > 0) {
            throw DyadicException.model("", scales.count() + " scales and " + sizes.length + " sizes do not fit " + axes.length
                    + " axes; one of them must have an entry for each, the other none.");
        }
        if (crop && roi.count() != 2L * axes.length) {
            throw DyadicException.model("", "the region has " + roi.count() + " entries for " + axes.length
                    + " axes; there must be a start for each, then an end for each.");
        }
        double aspect = bySize ? aspect(x, axes, sizes, op.keepAspect()) : 0;
        List<ResizedAxis> result = new ArrayList<>();
        for (int i = 0; i < axes.length; i++) {
            double start = crop ? roi.getDouble(i) : 0;
            double end = crop ? roi.getDouble(axes.length + i) : 1;
            long in = x.size(axes[i]);
            ResizedAxis axis = !bySize
                    ? ResizedAxis.scaled(axes[i], in, scales.getDouble(i), start, end)
                    : op.keepAspect() == KeepAspect.STRETCH
                            ? new ResizedAxis(axes[i], in, sizes[i], sizes[i], start, end)
                            : new ResizedAxis(axes[i], in, (long) Math.floor(aspect * in + 0.5), aspect * in, start, end);
            result.add(axis);
        }
        return result;
    }

    private static double aspect(Tensor x, int[] axes, long[] sizes, KeepAspect keep) {
        double scale = keep == KeepAspect.NOT_LARGER ? Double.POSITIVE_INFINITY : 0;
        for (int i = 0; i < axes.length; i++) {
            double ratio = (double) sizes[i] / x.size(axes[i]);
            scale = keep == KeepAspect.NOT_LARGER ? Math.min(scale, ratio) : Math.max(scale, ratio);
        }
        return scale;
    }

    private static Tensor nearest(Tensor x, List<ResizedAxis> axes, Resize op) {
        Tensor result = x;
        for (ResizedAxis axis : axes) {
            if (axis.isUnchanged(op.coordinates())) continue;
            long[] positions = LongStream.range(0, axis.out())
                    .map(at -> axis.nearest(axis.position(at, op.coordinates()), op.nearest()))
                    .toArray();
            long[] sizes = result.sizes();
            sizes[axis.axis()] = axis.out();
            result = Tensor.of(x.element(), sizes, Blocks.take(result, axis.axis(), positions));
        }
        return result;
    }

    private static Tensor weighted(Tensor x, List<ResizedAxis> axes, Resize op) {
        long[] sizes = x.sizes();
        double[] values = x.toDoubles();
        for (ResizedAxis axis : axes) {
            if (axis.isUnchanged(op.coordinates())) continue;
            int inner = Math.toIntExact(Strides.product(sizes, axis.axis() + 1, sizes.length));
            int outer = Math.toIntExact(Strides.product(sizes, 0, axis.axis()));
            int in = (int) axis.in();
            int out = Math.toIntExact(axis.out());
            sizes[axis.axis()] = out;
            double[] next = new double[Math.toIntExact(Strides.count(sizes))];
            for (int at = 0; at < out; at++) {
                ResizedAxis.Weights weights = axis.weights(axis.position(at, op.coordinates()), op);
                for (int tap = 0; tap < weights.values().length; tap++) {
                    double weight = weights.values()[tap];
                    if (weight == 0) continue;
                    int source = Math.clamp(weights.first() + tap, 0, in - 1);
                    for (int row = 0; row < outer; row++) {
                        int from = (row * in + source) * inner;
                        int to = (row * out + at) * inner;
                        for (int i = 0; i < inner; i++) next[to + i] += weight * values[from + i];
                    }
                }
            }
            values = next;
        }
        return Numbers.tensor(x.element(), values, sizes);
    }

    /** Puts the extrapolation value wherever a position lies outside of x. */
    private static Tensor extrapolated(Tensor result, List<ResizedAxis> axes, Resize op) {
        MemorySegment data = Blocks.copy(result);
        Cells cells = new Cells(result.element(), data, result.sizes());
        Tensor value = Numbers.tensor(result.element(), new double[] {op.extrapolation()});
        for (ResizedAxis axis : axes) {
            long inner = Strides.product(result.sizes(), axis.axis() + 1, result.rank());
            for (long i = 0; i < result.count(); i++) {
                double position = axis.position(i / inner % axis.out(), op.coordinates());
                if (position < 0 || position > axis.in() - 1) cells.put(i, value, 0);
            }
        }
        return cells.tensor();
    }
}
