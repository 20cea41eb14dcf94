// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Scalar arithmetic that generated loops call, as exact as Dyadic's reference defines it. */
public final class Numbers {

    private Numbers() {}

    /** {@code x / 2^shift} to the nearest integer, ties up; shift is 1 to 62 and x is at most {@code 2^63 - 2^(shift - 1)}. */
    public static long halfUp(long x, int shift) {
        long floor = x >> shift;
        return floor + (x >> shift - 1 & 1);
    }

    /** {@code x / 2^shift} to the nearest integer, ties to even; shift is 1 to 62. */
    public static long halfEven(long x, int shift) {
        long floor = x >> shift;
        long rest = x - (floor << shift);
        long half = 1L << shift - 1;
        return rest > half || rest == half && (floor & 1) == 1 ? floor + 1 : floor;
    }

    /** A quotient to the nearest integer, ties to even, plus a zero point, kept to a range; NaN gives the zero point. */
    public static long code(float quotient, long zero, long min, long max) {
        if (Float.isNaN(quotient)) return zero;
        return (long) Math.min(Math.max(Math.rint(quotient) + zero, min), max);
    }

    /** An f64 towards zero, modulo 2^64; what is not finite gives 0. */
    public static long truncate(double x) {
        if (Math.abs(x) < 0x1p63) return (long) x;
        if (!Double.isFinite(x)) return 0;
        int shift = Math.getExponent(x) - 52;
        long mantissa = Double.doubleToRawLongBits(x) & 0xfffffffffffffL | 0x10000000000000L;
        long low = shift >= 64 ? 0 : mantissa << shift;
        return x < 0 ? -low : low;
    }

    /** A position along an axis of a size; negative ones count from its end. */
    public static int index(long index, int size) {
        if (index < -size || index >= size)
            throw new IndexOutOfBoundsException("index " + index + " is out of the range of size " + size);
        return (int) (index < 0 ? index + size : index);
    }
}
