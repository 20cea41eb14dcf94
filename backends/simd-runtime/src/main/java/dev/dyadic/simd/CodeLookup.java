// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** A function of one code of 8 bits, as a table in a kernel's own layout. */
@FunctionalInterface
public interface CodeLookup {

    int CODES = 256;

    /** What becomes of {@code count} codes; it may take their place. Several threads may call at once. */
    void codes(byte[] x, int xAt, int count, byte[] out, int outAt);

    /** By plain indexing, with a table of {@link #byBytes}. */
    static CodeLookup of(byte[] table) {
        return (x, xAt, count, out, outAt) -> {
            for (int i = 0; i < count; i++) out[outAt + i] = table[x[xAt + i] & 0xff];
        };
    }

    /**
     * A table by the byte that a code is, 0 to 255.
     *
     * @param table an entry for every code, in numeric order
     * @param unsigned whether codes are u8; i8 otherwise
     */
    static byte[] byBytes(byte[] table, boolean unsigned) {
        byte[] entries = new byte[CODES];
        for (int i = 0; i < CODES; i++) entries[i] = table[unsigned ? i : i ^ 0x80];
        return entries;
    }
}
