// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Sampling.Interpolation;
import dev.dyadic.ir.op.Sampling.Resize;
import dev.dyadic.ir.op.Sampling.Resize.Coordinates;

/**
 * One axis that is resized.
 *
 * @param in its size
 * @param out its size in the result
 * @param length the size before it was cut to a whole number, {@code in * scale}, which is what aligned corners are aligned by
 * @param start where the region begins, as a share of the axis; only a crop reads it
 * @param end where it ends
 */
record ResizedAxis(int axis, long in, long out, double length, double start, double end) {

    /** Weights of the points from {@code first} on; points outside of the axis stand for its ends. */
    record Weights(int first, double[] values) {}

    ResizedAxis {
        if (out < 0 || (in == 0 ? out > 0 : !(length > 0))) {
            throw DyadicException.model("", "axis " + axis + " of size " + in + " cannot be resized to " + out
                    + "; there must be something to resize, and scales must be positive.");
        }
    }

    /**
     * The size of the result is rounded down from an f32 product, as shape inference everywhere has it; only the part of the axis from
     * start to end counts.
     */
    static ResizedAxis scaled(int axis, long in, double scale, double start, double end) {
        long out = (long) Math.floor((float) ((end - start) * in) * (float) scale);
        return new ResizedAxis(axis, in, out, in * scale, start, end);
    }

    /** Whether every point stays where it is. */
    boolean isUnchanged(Coordinates coordinates) {
        return coordinates != Coordinates.TF_CROP_AND_RESIZE && out == in && length == in;
    }

    /** Where a point of the result lies on this axis, in points. */
    double position(long at, Coordinates coordinates) {
        return switch (coordinates) {
            case HALF_PIXEL -> half(at);
            case PYTORCH_HALF_PIXEL -> out > 1 ? half(at) : 0;
            case HALF_PIXEL_SYMMETRIC -> in / 2.0 * (1 - out / length) + half(at);
            case ASYMMETRIC -> at * in / length;
            case ALIGN_CORNERS -> length == 1 ? 0 : at * (in - 1) / (length - 1);
            case TF_CROP_AND_RESIZE ->
                out > 1
                        ? start * (in - 1) + at * (end - start) * (in - 1) / (out - 1)
                        : 0.5 * (start + end) * (in - 1);
        };
    }

    private double half(long at) {
        return (at + 0.5) * in / length - 0.5;
    }

    /** The nearest point. The position is first rounded to f32: scales are f32, so that 1/3 does not quite lead to the third point. */
    long nearest(double position, Resize.Rounding rounding) {
        float x = (float) position;
        double point = switch (rounding) {
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND_PREFER_FLOOR -> Math.ceil(x - 0.5);
            case ROUND_PREFER_CEIL -> Math.floor(x + 0.5);
        };
        return Math.clamp((long) point, 0, in - 1);
    }

    /** The weights around a position; their sum is 1. With antialiasing the kernel widens when the axis shrinks. */
    Weights weights(double position, Resize op) {
        boolean cubic = op.mode() == Interpolation.CUBIC;
        double scale = op.antialias() ? Math.min(length / in, 1) : 1;
        int reach = -(int) Math.floor(-(cubic ? 2 : 1) / scale);
        int first = (int) Math.floor(position) - reach + 1;
        double[] values = new double[2 * reach];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            boolean outside = first + i < 0 || first + i >= in;
            if (outside && op.excludeOutside()) continue;
            double distance = (first + i - position) * scale;
            values[i] = cubic ? SamplingReference.kernel(distance, op.cubicA()) : Math.max(0, 1 - Math.abs(distance));
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) values[i] /= sum;
        return new Weights(first, values);
    }
}
