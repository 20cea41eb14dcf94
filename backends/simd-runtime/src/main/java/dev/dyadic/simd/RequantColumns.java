// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * A {@link ColumnRequant} as vectors compute it:
 * {@code clamp((clamp(sum, least, greatest) * multiplier + rounding >>> shift) + offset, lo, hi)}, the shift in 64 bits without sign, what
 * follows modulo 2^32. Sums are clamped to the last whose code is too small and the first whose code is too great: from sum to sum a code
 * rises by at most 2^30, so that what is left fits 32 bits. A rounding holds 2^63, which makes the product positive, and an offset takes
 * off what the shift leaves of it: not every processor shifts 64 bits with sign.
 */
final class RequantColumns {

    private static final long RISE = Long.MIN_VALUE;

    final int[] least;
    final int[] greatest;
    final int[] multipliers;
    final long[] roundings;
    final long[] shifts;
    final int[] offsets;
    final int lo;
    final int hi;

    RequantColumns(int[] multipliers, int[] shifts, int zero, int lo, int hi) {
        int count = multipliers.length;
        this.least = new int[count];
        this.greatest = new int[count];
        this.multipliers = multipliers;
        this.roundings = new long[count];
        this.shifts = new long[count];
        this.offsets = new int[count];
        this.lo = lo;
        this.hi = hi;
        for (int c = 0; c < count; c++) {
            int shift = shifts[c];
            if (multipliers[c] < 1) throw new IllegalArgumentException("multipliers are positive, was " + multipliers[c]);
            if (shift < 1 || shift > 62) throw new IllegalArgumentException("shifts are 1 to 62, was " + shift);
            least[c] = (int) Math.max(Integer.MIN_VALUE, first(multipliers[c], shift, (long) lo - zero) - 1);
            greatest[c] = (int) Math.min(Integer.MAX_VALUE, first(multipliers[c], shift, hi + 1L - zero));
            roundings[c] = (1L << shift - 1) + RISE;
            this.shifts[c] = shift;
            offsets[c] = (int) (zero - (RISE >>> shift));
        }
    }

    /** The first sum that is scaled to at least that much; one beyond all where there is none. */
    private static long first(int multiplier, int shift, long scaled) {
        long below = Integer.MIN_VALUE - 1L;
        long found = Integer.MAX_VALUE + 1L;
        while (found - below > 1) {
            long middle = Math.floorDiv(below + found, 2);
            if (Numbers.halfUp(middle * multiplier, shift) >= scaled) found = middle;
            else below = middle;
        }
        return found;
    }
}
