// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Sampling.GridSample;
import dev.dyadic.ir.op.Sampling.GridSample.Outside;
import dev.dyadic.ir.op.Sampling.Interpolation;
import dev.dyadic.ir.tensor.Tensor;
import java.util.Arrays;

/** Images read at the points of a grid. */
final class GridSampling {

    private static final double CUBIC_A = -0.75;

    private final GridSample op;
    private final int[] sizes;

    private GridSampling(GridSample op, int[] sizes) {
        this.op = op;
        this.sizes = sizes;
    }

    static Tensor sample(Tensor x, Tensor grid, GridSample op) {
        long[] spatial = PoolingReference.spatial(x);
        int axes = spatial.length;
        if (grid.rank() != axes + 2 || grid.size(-1) != axes || grid.size(0) != x.size(0)) {
            throw DyadicException.model("", "the grid " + grid.type() + " does not fit " + x.type() + "; it must be N, " + axes
                    + " axes and " + axes + " coordinates.");
        }
        if (op.mode() == Interpolation.CUBIC && axes != 2) {
            throw DyadicException.model("", "cubic sampling is for images with two spatial axes, found " + axes + ".");
        }
        int points = Math.toIntExact(Strides.product(grid.sizes(), 1, axes + 1));
        int channels = Math.toIntExact(x.size(1));
        int plane = Math.toIntExact(Strides.count(spatial));
        var sampling = new GridSampling(op, Window.ints(spatial));
        double[] result = new double[Math.toIntExact(Strides.times(x.size(0) * channels, points))];
        for (int n = 0; n < x.size(0); n++) {
            for (int point = 0; point < points; point++) {
                double[] at = new double[axes];
                for (int i = 0; i < axes; i++) {
                    at[i] = sampling.position(grid.getDouble(((long) n * points + point) * axes + axes - 1 - i), i);
                }
                for (int c = 0; c < channels; c++) {
                    int image = n * channels + c;
                    result[image * points + point] = sampling.read(x, (long) image * plane, at, 0);
                }
            }
        }
        long[] out = Strides.join(Arrays.copyOf(x.sizes(), 2), Arrays.copyOfRange(grid.sizes(), 1, axes + 1));
        return Numbers.tensor(x.element(), result, out);
    }

    /** From [-1, 1] to points along an axis; what lies outside is brought in as the op says. */
    private double position(double coordinate, int axis) {
        int size = sizes[axis];
        double position = op.alignCorners() ? (coordinate + 1) / 2 * (size - 1) : ((coordinate + 1) * size - 1) / 2;
        double point = op.mode() == Interpolation.NEAREST ? Math.rint(position) : position;
        if (point >= low() && point <= high(size)) return point;
        return switch (op.outside()) {
            case ZEROS -> point;
            // A cubic reads further points, each of which is then brought to the border by itself.
            case BORDER -> op.mode() == Interpolation.CUBIC ? point : Math.clamp(point, 0, size - 1.0);
            case REFLECTION -> reflect(point, size);
        };
    }

    private double low() {
        return op.alignCorners() ? 0 : -0.5;
    }

    private double high(int size) {
        return op.alignCorners() ? size - 1 : size - 0.5;
    }

    private double reflect(double point, int size) {
        double length = high(size) - low();
        if (length == 0 || !Double.isFinite(point)) return 0;
        double folded = (point - low()) % (2 * length);
        double positive = folded < 0 ? folded + 2 * length : folded;
        return low() + (positive <= length ? positive : 2 * length - positive);
    }

    /** The value at a position, one axis after the other; {@code base} is the flat position of the axes before. */
    private double read(Tensor x, long base, double[] at, int axis) {
        if (axis == sizes.length) return x.getDouble(base);
        double position = at[axis];
        double below = Math.floor(position);
        double ratio = position - below;
        double[] weights = switch (op.mode()) {
            case NEAREST -> new double[] {1};
            case LINEAR -> new double[] {1 - ratio, ratio};
            case CUBIC -> SamplingReference.cubic(ratio, CUBIC_A);
        };
        double first = op.mode() == Interpolation.CUBIC ? below - 1 : below;
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] == 0) continue;
            int point = point(first + i, axis);
            if (point >= 0) sum += weights[i] * read(x, axis(base, axis, point), at, axis + 1);
        }
        return sum;
    }

    private long axis(long base, int axis, int point) {
        long stride = 1;
        for (int i = axis + 1; i < sizes.length; i++) stride *= sizes[i];
        return base + point * stride;
    }

    /** The point that is read for one that may lie outside; -1 for none. */
    private int point(double point, int axis) {
        int size = sizes[axis];
        if (point >= 0 && point < size) return (int) point;
        return switch (op.outside()) {
            case ZEROS -> -1;
            case BORDER -> (int) Math.clamp(point, 0, size - 1.0);
            case REFLECTION -> (int) reflect(point, size);
        };
    }
}
