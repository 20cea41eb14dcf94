// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Symmetric scales of weights, and the codes by them. A scale is a number of f32 and at least its smallest normal one. A row of zeros has
 * the largest scale of the others, so that a bias at its scale is as fine as theirs; where all are zero it is {@code 2^-7}.
 */
public final class WeightScales {

    /** The clip ratios tried: 1 down to 1/2 by 1/128. */
    private static final int RATIOS = 128;

    private WeightScales() {}

    /**
     * A scale for each row: {@code max|w| / codes.high}, or with {@code search} that times the ratio of 1/2 to 1, in steps of 1/128, by
     * which the codes come nearest in the sum of squares; of equal ones the largest.
     *
     * @param where the place for messages
     * @throws DyadicException if a weight is not finite
     */
    public static Scales perRow(String where, Rows rows, CodeRange codes, boolean search) {
        double[] base = new double[rows.count()];
        for (int row = 0; row < base.length; row++) {
            float[] weights = rows.row(row);
            double widest = largest(where, row, weights, 0, weights.length) / codes.high();
            base[row] = search && widest > 0 ? clipped(weights, widest, codes) : single(widest);
        }
        return new Scales(fillZeros(base), new int[0][], 0);
    }

    /**
     * A scale for each row and an integer multiple of it, 1 to 15, for each group of neighbours, so that code times multiple fits 8 bits
     * (DGQ: Zhang et al., "Dual Grained Quantization", 2023). Base and multiples are searched together for the least sum of squared errors.
     *
     * @param codes of at most 4 bits
     * @param group at least 2; the last group of a row may be smaller
     * @throws DyadicException if a weight is not finite
     */
    public static Scales perGroup(String where, Rows rows, CodeRange codes, int group) {
        if (group < 2) throw new IllegalArgumentException("a group has at least 2 weights, not " + group);
        if (codes.low() < -8 || codes.high() > 8) throw new IllegalArgumentException("codes of groups are of at most 4 bits, not " + codes);
        double[] base = new double[rows.count()];
        int[][] multiples = new int[rows.count()][];
        for (int row = 0; row < base.length; row++) {
            float[] weights = rows.row(row);
            largest(where, row, weights, 0, weights.length);
            var best = new GroupSearch(weights, codes, group);
            base[row] = best.base();
            multiples[row] = best.multiples();
        }
        return new Scales(fillZeros(base), multiples, group);
    }

    /**
     * The code nearest to each weight, ties to even, in the order and shape of the tensor. Without groups the division is in f32, as
     * QuantizeLinear has it; with groups in f64.
     *
     * @param storage an integer element that holds all codes
     */
    public static Tensor codes(Rows rows, CodeRange codes, Scales scales, Element storage) {
        return fill(rows, codes, scales, storage, false);
    }

    /** The codes at the base scales alone: each code times its group's multiple, as i8. */
    public static Tensor products(Rows rows, CodeRange codes, Scales scales) {
        return fill(rows, codes, scales, Element.I8, true);
    }

    private static Tensor fill(Rows rows, CodeRange codes, Scales scales, Element storage, boolean multiplied) {
        int most = multiplied && scales.group() > 0 ? GroupSearch.MOST : 1;
        if (!storage.isInteger() || codes.low() * most < storage.min() || codes.high() * most > storage.max()) {
            throw new IllegalArgumentException(storage + " does not hold the codes " + codes.low() * most + " to " + codes.high() * most);
        }
        byte[] bytes = new byte[storage.bytes() == 1 ? rows.count() * rows.length() : 0];
        long[] longs = new long[storage.bytes() == 1 ? 0 : rows.count() * rows.length()];
        for (int row = 0; row < rows.count(); row++) {
            float[] weights = rows.row(row);
            for (int i = 0; i < weights.length; i++) {
                double steps = scales.group() == 0 ? weights[i] / (float) scales.base()[row] : weights[i] / scales.at(row, i);
                int code = codes.nearest(steps) * (multiplied ? scales.multiple(row, i) : 1);
                if (bytes.length > 0) bytes[rows.at(row, i)] = (byte) code;
                else longs[rows.at(row, i)] = code;
            }
        }
        if (storage.bytes() == 1) return Tensor.of(storage, rows.sizes(), MemorySegment.ofArray(bytes));
        return Tensor.ofLongs(storage, rows.sizes(), longs);
    }

    private static double clipped(float[] weights, double widest, CodeRange codes) {
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int ratio = RATIOS; ratio >= RATIOS / 2; ratio--) {
            float scale = single(widest * ratio / RATIOS);
            double error = error(weights, scale, codes, least);
            if (error >= least) continue;
            least = error;
            best = scale;
        }
        return best;
    }

    /** The sum of squared errors, summed in order and no further than a bound. */
    private static double error(float[] weights, float scale, CodeRange codes, double bound) {
        double sum = 0;
        for (int i = 0; i < weights.length && sum < bound; i++) {
            double rest = weights[i] - codes.nearest(weights[i] / scale) * (double) scale;
            sum += rest * rest;
        }
        return sum;
    }

    /** The largest magnitude of some weights. */
    private static double largest(String where, int row, float[] weights, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            if (!Float.isFinite(weights[i])) {
                throw DyadicException.model(where,
                        "the weights of channel " + row + " hold " + weights[i] + "; weights to be quantized must be finite.");
            }
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        return largest;
    }

    /** Rounded to f32, never below its smallest normal number unless it is 0. */
    static float single(double scale) {
        return scale == 0 ? 0 : Math.max((float) scale, Float.MIN_NORMAL);
    }

    private static double[] fillZeros(double[] base) {
        double largest = Arrays.stream(base).max().orElse(0);
        double fill = largest > 0 ? largest : 0x1p-7;
        for (int row = 0; row < base.length; row++) {
            if (base[row] == 0) base[row] = fill;
        }
        return base;
    }
}
