// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Rescaling of integers by dyadic numbers {@code multiplier / 2^shift}, to codes of 8 bits. All of it is exact. */
public final class Requant {

    private Requant() {}

    /**
     * {@code clamp(round(x * multiplier / 2^shift) + zero, lo, hi)} for {@code x[outer, channels, inner]}.
     *
     * @param multipliers positive; one, or one per channel
     * @param shifts 1 to 62, as many as multipliers
     * @param halfEven whether ties go to the even code; upwards otherwise
     */
    public static void codes(
            int[] x,
            int xAt,
            int outer,
            int channels,
            int inner,
            int[] multipliers,
            int[] shifts,
            boolean halfEven,
            int zero,
            int lo,
            int hi,
            byte[] out,
            int outAt) {
        PlainRequant.codes(x, xAt, outer, channels, inner, multipliers, shifts, halfEven, zero, lo, hi, out, outAt);
    }

    /** The codes of {@code count} sums of codes a and b; a or b may be out. */
    public static void add(byte[] a, int aAt, byte[] b, int bAt, int count, SumRequant requant, byte[] out, int outAt) {
        if (!Start.isPlain() && VectorSum.fits(requant)) {
            VectorSum.codes(a, aAt, b, bAt, count, requant, out, outAt);
            return;
        }
        for (int i = 0; i < count; i++) out[outAt + i] = requant.code(a[aAt + i], b[bAt + i]);
    }

    /** {@code x / 2^shift} as an integer. */
    static long shifted(long x, int shift, boolean halfEven) {
        long floor = x >> shift;
        long rest = x - (floor << shift);
        long half = 1L << (shift - 1);
        boolean up = halfEven ? rest > half || rest == half && (floor & 1) == 1 : rest >= half;
        return up ? floor + 1 : floor;
    }
}
