// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

/** The integers that weights become, zero among them. */
public record CodeRange(int low, int high) {

    public CodeRange {
        if (low >= 0 || high <= 0 || low < Short.MIN_VALUE || high > Short.MAX_VALUE) {
            throw new IllegalArgumentException("codes reach from below to above zero within 16 bits, not from " + low + " to " + high);
        }
    }

    /** As many below as above zero, {@code 2^(bits - 1) - 1} of them; bits 2 to 16. */
    public static CodeRange symmetric(int bits) {
        CodeRange full = full(bits);
        return new CodeRange(-full.high, full.high);
    }

    /** All of two's complement; bits 2 to 16. */
    public static CodeRange full(int bits) {
        if (bits < 2 || bits > 16) throw new IllegalArgumentException("bits is 2 to 16, not " + bits);
        return new CodeRange(-(1 << (bits - 1)), (1 << (bits - 1)) - 1);
    }

    /** The nearest code, ties to even. */
    int nearest(double steps) {
        return Math.max(low, Math.min(high, (int) Math.rint(steps)));
    }
}
