// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Sampling;
import dev.dyadic.ir.op.Sampling.AffineGrid;
import dev.dyadic.ir.op.Sampling.GridSample;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.op.Sampling.RoiAlign;
import dev.dyadic.ir.tensor.Tensor;
import java.util.List;

/** What the ops of {@link Sampling} give. Positions and weights are f64, sums are rounded once. */
final class SamplingReference {

    private SamplingReference() {}

    static List<Tensor> run(Sampling op, List<Tensor> ins, int outs) {
        Tensor x = ins.getFirst();
        return switch (op) {
            case Resize resize -> List.of(Resizing.resize(x, resize, ins));
            case GridSample sample -> List.of(GridSampling.sample(x, ins.get(1), sample));
            case AffineGrid(boolean alignCorners) ->
                List.of(affineGrid(x, Strides.longs("the size", ins.get(1)), alignCorners));
            case RoiAlign align -> List.of(RegionAlignment.align(x, ins.get(1), ins.get(2), align));
        };
    }

    /** The four weights of cubic convolution (Keys 1981) around a position this far behind the second point. */
    static double[] cubic(double ratio, double a) {
        return new double[] {kernel(1 + ratio, a), kernel(ratio, a), kernel(1 - ratio, a), kernel(2 - ratio, a)};
    }

    /** The cubic kernel at a distance. */
    static double kernel(double distance, double a) {
        double x = Math.abs(distance);
        if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
        if (x < 2) return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
        return 0;
    }

    private static Tensor affineGrid(Tensor theta, long[] size, boolean alignCorners) {
        int axes = size.length - 2;
        boolean fits = axes >= 1
                && theta.rank() == 3
                && theta.size(0) == size[0]
                && theta.size(1) == axes
                && theta.size(2) == axes + 1;
        if (!fits) {
            throw DyadicException.model("", "theta " + theta.type() + " does not fit the size N,C and " + axes
                    + " spatial axes; it must be N," + axes + "," + (axes + 1) + ".");
        }
        long[] sizes = new long[axes + 2];
        sizes[0] = size[0];
        System.arraycopy(size, 2, sizes, 1, axes);
        sizes[axes + 1] = axes;
        double[] grid = new double[Math.toIntExact(Strides.count(sizes))];
        long[] at = new long[axes + 1];
        long[] points = java.util.Arrays.copyOf(sizes, axes + 1);
        for (int i = 0; i < grid.length; i += axes, Strides.next(at, points)) {
            for (int row = 0; row < axes; row++) {
                long base = (at[0] * axes + row) * (axes + 1);
                double sum = theta.getDouble(base + axes);
                for (int j = 0; j < axes; j++) {
                    sum += theta.getDouble(base + j) * coordinate(at[axes - j], points[axes - j], alignCorners);
                }
                grid[i + row] = sum;
            }
        }
        return Tensor.ofDoubles(theta.element(), sizes, grid);
    }

    /** Where in [-1, 1] a point of an axis lies: the ends are the first and last point, or the edges of their cells. */
    private static double coordinate(long at, long size, boolean alignCorners) {
        if (alignCorners) return size == 1 ? 0 : 2.0 * at / (size - 1) - 1;
        return (2.0 * at + 1) / size - 1;
    }
}
