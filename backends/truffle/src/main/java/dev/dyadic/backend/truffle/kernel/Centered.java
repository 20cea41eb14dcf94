// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.truffle.kernel;

/** Codes of 8 bits less their zero point, which fit 16 bits. */
public final class Centered {

    private Centered() {}

    /** Code i, of an array of i8 or u8. */
    public static int code(byte[] codes, int i, boolean signed) {
        return signed ? codes[i] : codes[i] & 0xff;
    }

    /** All codes less one zero point. */
    public static short[] of(byte[] codes, boolean signed, int zero) {
        short[] centered = new short[codes.length];
        int mask = signed ? -1 : 0xff;
        for (int i = 0; i < centered.length; i++) centered[i] = (short) ((codes[i] & mask) - zero);
        return centered;
    }

    /** All codes less the zero point of their column. */
    public static short[] of(byte[] codes, boolean signed, int[] zeros) {
        short[] centered = new short[codes.length];
        for (int i = 0; i < centered.length; i++) centered[i] = (short) (code(codes, i, signed) - zeros[i % zeros.length]);
        return centered;
    }
}
