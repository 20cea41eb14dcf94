// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import java.util.Arrays;

/**
 * {@code clamp(((sum * multiplier + 2^(shift - 1)) >> shift) + zero, lo, hi)} with a multiplier and a shift per column: the product is
 * taken in 64 bits, ties go up.
 */
public final class ColumnRequant {

    private final int[] multipliers;
    private final int[] shifts;
    private final int zero;
    private final int lo;
    private final int hi;
    private final RequantColumns columns;

    /**
     * @param multipliers positive, one per column
     * @param shifts 1 to 62, one per column
     * @param lo the least code, of i8 or u8
     * @param hi the greatest code, of the same element
     */
    public ColumnRequant(int[] multipliers, int[] shifts, int zero, int lo, int hi) {
        if (multipliers.length != shifts.length) throw new IllegalArgumentException("a shift goes with each multiplier");
        if (lo > hi || lo < -128 || hi > 255 || hi - lo > 255)
            throw new IllegalArgumentException("no codes of 8 bits: " + lo + " to " + hi);
        this.multipliers = multipliers;
        this.shifts = shifts;
        this.zero = zero;
        this.lo = lo;
        this.hi = hi;
        this.columns = new RequantColumns(multipliers, shifts, zero, lo, hi);
    }

    public int[] multipliers() { return multipliers; }

    public int[] shifts() { return shifts; }

    public int zero() { return zero; }

    public int lo() { return lo; }

    public int hi() { return hi; }

    /** That of neighbouring columns. */
    ColumnRequant columns(int from, int count) {
        return new ColumnRequant(Arrays.copyOfRange(multipliers, from, from + count),
                Arrays.copyOfRange(shifts, from, from + count), zero, lo, hi);
    }

    /** The code of one sum. */
    public byte code(int sum, int column) {
        int shift = shifts[column];
        long scaled = (long) sum * multipliers[column] + (1L << (shift - 1)) >> shift;
        return (byte) Math.clamp(scaled + zero, lo, hi);
    }

    /** The codes of neighbouring columns from {@code column} on. */
    void codes(int[] sums, int sumsAt, int column, int count, byte[] out, int outAt) {
        if (!Start.isPlain()) {
            VectorRequant.codes(sums, sumsAt, columns, column, count, out, outAt);
            return;
        }
        for (int c = 0; c < count; c++) out[outAt + c] = code(sums[sumsAt + c], column + c);
    }
}
