// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * {@code clamp(round(sum * multiplier / 2^shift) + zero, lo, hi)}, ties up, as vectors compute it:
 * {@code clamp(((clamp(sum, least, greatest) - least) * multiplier + rounding >>> shift) + offset, lo, hi)}; see {@link RequantColumns}.
 *
 * @param rounding half of the divisor, what counting from the least sum leaves out, and 2^63, which keeps the product positive
 * @param offset the zero point, less what the shift leaves of 2^63
 */
public record SumScale(int least, int greatest, int multiplier, long rounding, int shift, int offset, int lo, int hi) {

    /**
     * @param multiplier positive
     * @param shift 1 to 62
     */
    public static SumScale of(int multiplier, int shift, int zero, int lo, int hi) {
        var columns = new RequantColumns(new int[] {multiplier}, new int[] {shift}, zero, lo, hi);
        long rounding = columns.roundings[0] + (long) columns.least[0] * multiplier;
        return new SumScale(columns.least[0], columns.greatest[0], multiplier, rounding, shift, columns.offsets[0], lo, hi);
    }
}
