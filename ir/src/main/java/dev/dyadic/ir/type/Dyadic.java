// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.type;

/**
 * The positive number {@code multiplier / 2^shift}, by which integers are rescaled without floats or division (Jacob et al.
 * 2018; Yao et al. 2021).
 *
 * @param multiplier 1 to 2^31 - 1
 * @param shift 1 to 62
 */
public record Dyadic(int multiplier, int shift) {

    public static final int MOST_SHIFT = 62;

    public Dyadic {
        if (multiplier < 1) throw new IllegalArgumentException("a multiplier is positive, not " + multiplier);
        if (shift < 1 || shift > MOST_SHIFT) throw new IllegalArgumentException("a shift is 1 to 62, not " + shift);
    }

    /**
     * The dyadic number nearest to a ratio, its multiplier in [2^30, 2^31) where the shift allows it.
     *
     * @throws IllegalArgumentException if the ratio is not between 2^-62 and 2^30
     */
    public static Dyadic nearest(double ratio) {
        if (!(ratio >= 0x1p-62 && ratio < 0x1p30)) {
            throw new IllegalArgumentException("a ratio is rescaled by lies between 2^-62 and 2^30, not " + ratio);
        }
        int shift = Math.min(30 - Math.getExponent(ratio), MOST_SHIFT);
        long multiplier = Math.round(Math.scalb(ratio, shift));
        return multiplier >> 31 == 0
                ? new Dyadic((int) multiplier, shift)
                : new Dyadic((int) (multiplier >> 1), shift - 1);
    }

    /** The ratio it stands for; exact. */
    public double value() {
        return Math.scalb((double) multiplier, -shift);
    }
}
