// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/**
 * {@code clamp(round(((a - aZero) * aMultiplier + (b - bZero) * bMultiplier) / 2^shift) + zero, lo, hi)}: the sum of two arrays of 8-bit
 * codes with one rounding.
 *
 * @param aUnsigned whether codes a are u8; i8 otherwise
 * @param shift 1 to 62
 * @param halfEven whether ties go to the even code; upwards otherwise
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
    }

    /** The same, of codes b and a. */
    public SumRequant turned() {
        return new SumRequant(bUnsigned, bZero, bMultiplier, aUnsigned, aZero, aMultiplier, shift, halfEven, zero, lo, hi);
    }

    /** The code of one sum. Both products are below 2^40. */
    public byte code(byte a, byte b) {
        long first = (long) ((aUnsigned ? a & 0xff : a) - aZero) * aMultiplier;
        long second = (long) ((bUnsigned ? b & 0xff : b) - bZero) * bMultiplier;
        return (byte) Math.clamp(Requant.shifted(first + second, shift, halfEven) + zero, lo, hi);
    }
}
