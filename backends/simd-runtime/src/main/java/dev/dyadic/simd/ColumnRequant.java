// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * {@code clamp(((sum * multiplier + 2^(shift - 1)) >> shift) + zero, lo, hi)} with a multiplier and a shift per column: the product is
 * taken in 64 bits, ties go up.
 *
 * @param multipliers positive, one per column
 * @param shifts 1 to 62, one per column
 * @param lo the least code, of i8 or u8
 * @param hi the greatest code, of the same element
 */
public record ColumnRequant(int[] multipliers, int[] shifts, int zero, int lo, int hi) {

    public ColumnRequant {
        if (multipliers.length != shifts.length) throw new IllegalArgumentException("a shift goes with each multiplier");
        if (lo > hi || lo < -128 || hi > 255 || hi - lo > 255)
            throw new IllegalArgumentException("no codes of 8 bits: " + lo + " to " + hi);
    }

    /** The code of one sum. */
    public byte code(int sum, int column) {
        int shift = shifts[column];
        long scaled = (long) sum * multipliers[column] + (1L << (shift - 1)) >> shift;
        return (byte) Math.clamp(scaled + zero, lo, hi);
    }
}
