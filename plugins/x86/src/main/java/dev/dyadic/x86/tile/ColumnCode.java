// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.x86.tile;

import dev.dyadic.plugin.kernel.ColumnRequant;
import java.util.Optional;

/**
 * How a program makes the code of a column: {@code clamp(offset + ((clamp(sum, least, greatest) * multiplier + rounding) >>> shift))}, the
 * shift in 64 bits without sign, the rest modulo 2^32. Sums are clamped to the last whose code is too small and the first whose code is
 * too great: from sum to sum a code rises by at most 2^30, so that what is left fits 32 bits and can be clamped there.
 */
record ColumnCode(int least, int greatest, int multiplier, long rounding, int shift, int offset) {

    /** Makes values positive before a shift without sign; after it, 2^63 / 2^shift of it is left. */
    private static final long RISE = Long.MIN_VALUE;

    private static final long RAISED_BY = 256;
    private static final int MOST_SHIFT = 50;
    private static final int MOST_ZERO = 1024;

    static ColumnCode of(ColumnRequant requant, int column) {
        int multiplier = requant.multipliers()[column];
        int shift = requant.shifts()[column];
        if (multiplier < 1)
            throw new IllegalArgumentException("multiplier " + multiplier + " of column " + column + " is not positive");
        if (shift < 1 || shift > 62)
            throw new IllegalArgumentException("shift " + shift + " of column " + column + " is not 1 to 62");
        long least = firstAtLeast(requant, column, requant.lo()) - 1;
        long greatest = firstAtLeast(requant, column, requant.hi() + 1L);
        return new ColumnCode(
                (int) Math.max(least, Integer.MIN_VALUE),
                (int) Math.min(greatest, Integer.MAX_VALUE),
                multiplier,
                (1L << shift - 1) + RISE,
                shift,
                (int) (requant.zero() - (RISE >>> shift)));
    }

    /**
     * How it makes the code plus 256, with no offset to add and no clamp at the end: where a code rises by at most 1 from sum to sum, and
     * sums are clamped to the first of the least code and the last of the greatest. Zero and 256, which keep the product positive, are part of
     * the rounding. Empty where codes rise by more, where no sum has such a code, and where 64 bits do not hold that.
     */
    static Optional<ColumnCode> direct(ColumnRequant requant, int column) {
        int multiplier = requant.multipliers()[column];
        int shift = requant.shifts()[column];
        boolean holds = multiplier > 0 && shift > 0 && shift <= MOST_SHIFT && multiplier <= 1L << shift
                && Math.abs(requant.zero()) <= MOST_ZERO;
        if (!holds) return Optional.empty();
        long least = firstAtLeast(requant, column, requant.lo());
        long greatest = firstAtLeast(requant, column, requant.hi() + 1L) - 1;
        if (least > Integer.MAX_VALUE || greatest < Integer.MIN_VALUE) return Optional.empty();
        return Optional.of(new ColumnCode(
                (int) Math.max(least, Integer.MIN_VALUE),
                (int) greatest,
                multiplier,
                (1L << shift - 1) + ((requant.zero() + RAISED_BY) << shift),
                shift,
                0));
    }

    /**
     * How it makes the code without a clamp, {@code (sum * multiplier + rounding) >> shift} with a sign, where all codes of an element of 8 bits
     * may come out, so that storing clamps. Empty elsewhere, and where 32 bits do not hold the result.
     */
    static Optional<ColumnCode> all(ColumnRequant requant, int column) {
        int multiplier = requant.multipliers()[column];
        int shift = requant.shifts()[column];
        boolean every = requant.lo() == 0 && requant.hi() == 255 || requant.lo() == -128 && requant.hi() == 127;
        boolean holds = multiplier > 0 && shift >= Integer.SIZE && shift <= MOST_SHIFT && Math.abs(requant.zero()) <= MOST_ZERO;
        if (!every || !holds) return Optional.empty();
        long rounding = (1L << shift - 1) + ((long) requant.zero() << shift);
        return Optional.of(new ColumnCode(Integer.MIN_VALUE, Integer.MAX_VALUE, multiplier, rounding, shift, 0));
    }

    /** The first sum whose code, not clamped, is at least that much; one beyond all where there is none. */
    private static long firstAtLeast(ColumnRequant requant, int column, long code) {
        long below = Integer.MIN_VALUE - 1L;
        long found = Integer.MAX_VALUE + 1L;
        while (found - below > 1) {
            long middle = Math.floorDiv(below + found, 2);
            if (unclamped(requant, (int) middle, column) >= code) found = middle;
            else below = middle;
        }
        return found;
    }

    private static long unclamped(ColumnRequant requant, int sum, int column) {
        int shift = requant.shifts()[column];
        return ((long) sum * requant.multipliers()[column] + (1L << shift - 1) >> shift) + requant.zero();
    }
}
