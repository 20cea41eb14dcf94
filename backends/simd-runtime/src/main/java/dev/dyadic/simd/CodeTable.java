// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Functions of one code as tables. A table has an entry for every code, in numeric order. */
public final class CodeTable {

    private CodeTable() {}

    /**
     * {@code out = table[x - smallest code]} for codes of 8 bits, to f32; to codes see {@link CodeLookup}.
     *
     * @param unsigned whether x is u8; i8 otherwise
     */
    public static void floats(byte[] x, int xAt, boolean unsigned, float[] table, int count, float[] out, int outAt) {
        int flip = unsigned ? 0 : 0x80;
        for (int i = 0; i < count; i++) out[outAt + i] = table[(x[xAt + i] ^ flip) & 0xff];
    }

    /** {@code out = table[x - smallest code]} for codes of 16 bits. */
    public static void shorts(short[] x, int xAt, boolean unsigned, short[] table, int count, short[] out, int outAt) {
        int flip = unsigned ? 0 : 0x8000;
        for (int i = 0; i < count; i++) out[outAt + i] = table[(x[xAt + i] ^ flip) & 0xffff];
    }
}
