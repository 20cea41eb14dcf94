// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * One axis that is resized: which of its points each point of the result is made of. Positions and weights are f64, and computed as the
 * definition of the op computes them, so that results have its bits.
 *
 * @param in its size
 * @param out its size in the result
 * @param length its size in the result before it was cut to a whole number
 */
public record ResizedAxis(int in, int out, double length, Coordinates coordinates) {

    /** Where a point of the result lies. */
    public enum Coordinates {
        HALF_PIXEL,
        HALF_PIXEL_SYMMETRIC,
        PYTORCH_HALF_PIXEL,
        ALIGN_CORNERS,
        ASYMMETRIC
    }

    /** Which neighbour is nearest. */
    public enum Rounding {
        ROUND_PREFER_FLOOR,
        ROUND_PREFER_CEIL,
        FLOOR,
        CEIL
    }

    public ResizedAxis {
        if (out > 0 && in == 0) throw new ArithmeticException("nothing can be resized to " + out);
    }

    /** The nearest point of each point of the result. */
    public void nearest(Rounding rounding, int[] sources, int at) {
        for (int point = 0; point < out; point++) {
            float x = (float) position(point);
            double nearest = switch (rounding) {
                case FLOOR -> Math.floor(x);
                case CEIL -> Math.ceil(x);
                case ROUND_PREFER_FLOOR -> Math.ceil(x - 0.5);
                case ROUND_PREFER_CEIL -> Math.floor(x + 0.5);
            };
            sources[at + point] = inside((long) nearest);
        }
    }

    /**
     * The points that each point of the result lies between, and their shares.
     *
     * @param stretch how much narrower the kernel is than points are apart, at most 1
     * @param excludeOutside whether points outside of the axis count for nothing; else they stand for its ends
     */
    public void linear(double stretch, boolean excludeOutside, Taps taps) {
        double[] shares = new double[taps.count()];
        for (int point = 0; point < out; point++) {
            double position = position(point);
            int first = first(position, taps);
            for (int i = 0; i < shares.length; i++) {
                shares[i] = excludeOutside && isOutside(first + i) ? 0
                        : Math.max(0, 1 - Math.abs((first + i - position) * stretch));
            }
            put(point, first, shares, taps);
        }
    }

    /**
     * The points around each point of the result, weighed by cubic convolution (Keys 1981); otherwise as {@link #linear}.
     *
     * @param a the coefficient of the kernel
     */
    public void cubic(double a, double stretch, boolean excludeOutside, Taps taps) {
        double[] shares = new double[taps.count()];
        for (int point = 0; point < out; point++) {
            double position = position(point);
            int first = first(position, taps);
            for (int i = 0; i < shares.length; i++) {
                shares[i] = excludeOutside && isOutside(first + i) ? 0 : kernel((first + i - position) * stretch, a);
            }
            put(point, first, shares, taps);
        }
    }

    private double position(long at) {
        return switch (coordinates) {
            case HALF_PIXEL -> half(at);
            case PYTORCH_HALF_PIXEL -> out > 1 ? half(at) : 0;
            case HALF_PIXEL_SYMMETRIC -> in / 2.0 * (1 - out / length) + half(at);
            case ASYMMETRIC -> at * in / length;
            case ALIGN_CORNERS -> length == 1 ? 0 : at * (in - 1) / (length - 1);
        };
    }

    private double half(long at) {
        return (at + 0.5) * in / length - 0.5;
    }

    private static int first(double position, Taps taps) {
        return (int) Math.floor(position) - taps.count() / 2 + 1;
    }

    private static double kernel(double distance, double a) {
        double x = Math.abs(distance);
        if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
        if (x < 2) return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
        return 0;
    }

    private void put(int point, int first, double[] shares, Taps taps) {
        double sum = 0;
        for (double share : shares) sum += share;
        int used = 0;
        for (int i = 0; i < shares.length; i++) {
            double weight = shares[i] / sum;
            if (weight != 0) taps.put(point, used++, inside(first + i), weight);
        }
        for (int i = used; i < shares.length; i++) taps.put(point, i, 0, 0);
    }

    private boolean isOutside(int source) {
        return source < 0 || source >= in;
    }

    private int inside(long source) {
        return Math.clamp(source, 0, in - 1);
    }
}
