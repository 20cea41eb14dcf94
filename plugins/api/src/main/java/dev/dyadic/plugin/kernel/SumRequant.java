// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.kernel;

/**
 * {@code clamp(round(((a - aZero) * aMultiplier + (b - bZero) * bMultiplier) / 2^shift) + zero, lo, hi)}: the sum of two codes of 8 bits
 * with one rounding; both products and their sum are below 2^41.
 *
 * @param aUnsigned whether codes a are u8; i8 otherwise
 * @param aMultiplier positive
 * @param shift 1 to 62
 * @param halfEven whether ties go to the even code; upwards otherwise
 * @param lo the least code, of i8 or u8
 * @param hi the greatest code, of the same element
 */
public record SumRequant(
        boolean aUnsigned,
        int aZero,
        int aMultiplier,
        boolean bUnsigned,
        int bZero,
        int bMultiplier,
        int shift,
        boolean halfEven,
        int zero,
        int lo,
        int hi) {

    public SumRequant {
        if (shift < 1 || shift > 62) throw new IllegalArgumentException("shift must be 1..62, was " + shift);
        if (lo > hi || lo < -128 || hi > 255 || hi - lo > 255)
            throw new IllegalArgumentException("no codes of 8 bits: " + lo + " to " + hi);
    }

    /** The code of one sum. */
    public byte code(byte a, byte b) {
        long first = (long) ((aUnsigned ? a & 0xff : a) - aZero) * aMultiplier;
        long second = (long) ((bUnsigned ? b & 0xff : b) - bZero) * bMultiplier;
        return (byte) Math.clamp(rounded(first + second) + zero, lo, hi);
    }

    private long rounded(long sum) {
        long floor = sum >> shift;
        long rest = sum - (floor << shift);
        long half = 1L << shift - 1;
        boolean up = halfEven ? rest > half || rest == half && (floor & 1) == 1 : rest >= half;
        return up ? floor + 1 : floor;
    }
}
