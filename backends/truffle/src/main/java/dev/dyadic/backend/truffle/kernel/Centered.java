// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

/** Codes of 8 bits less their zero point, as ints, which is the width of sums. */
public final class Centered {

    private Centered() {}

    /** All codes less one zero point. */
    public static int[] of(byte[] codes, boolean signed, int zero) {
        int[] centered = new int[codes.length];
        copy(codes, 0, codes.length, signed, zero, centered, 0);
        return centered;
    }

    /** All codes less the zero point of their column. */
    public static int[] of(byte[] codes, boolean signed, int[] zeros) {
        int[] centered = of(codes, signed, 0);
        for (int i = 0; i < centered.length; i++) centered[i] -= zeros[i % zeros.length];
        return centered;
    }

    static void copy(byte[] codes, int from, int count, boolean signed, int zero, int[] to, int at) {
        int mask = signed ? -1 : 0xff;
        for (int i = 0; i < count; i++) to[at + i] = (codes[from + i] & mask) - zero;
    }
}
