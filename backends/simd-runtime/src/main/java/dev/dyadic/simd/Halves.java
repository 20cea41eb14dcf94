// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** Numbers of f16 and bf16, held as f32: the nearest ones, ties to even; what is too large becomes infinite. */
public final class Halves {

    private static final int BF16_DROPPED = 16;

    private Halves() {}

    /** The nearest number of f16. */
    public static float f16(float x) {
        return Float.float16ToFloat(Float.floatToFloat16(x));
    }

    /** The nearest number of bf16. */
    public static float bf16(float x) {
        if (Float.isNaN(x)) return x;
        int bits = Float.floatToRawIntBits(x);
        int odd = bits >>> BF16_DROPPED & 1;
        return Float.intBitsToFloat(bits + 0x7fff + odd & 0xffff0000);
    }

    /** The number that bits of bf16 stand for. */
    public static float ofBf16(short bits) {
        return Float.intBitsToFloat(bits << BF16_DROPPED);
    }

    /** The bits of a number of bf16. */
    public static short toBf16(float x) {
        int high = Float.floatToRawIntBits(x) >>> BF16_DROPPED;
        // a NaN must not become an infinity
        return (short) (Float.isNaN(x) ? high | 1 << 6 : high);
    }
}
