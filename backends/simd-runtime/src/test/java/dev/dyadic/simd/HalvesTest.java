// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class HalvesTest {

    /** Every exponent, mantissas at, beside and between ties, both signs, infinities and NaN. */
    private static final int STEP = 0xfff / 5 | 1;

    @Test void lanesRoundToF16() { check(Halves::f16, VectorHalves::f16); }

    @Test void lanesRoundToBf16() { check(Halves::bf16, VectorHalves::bf16); }

    @Test void roundsToEven() {
        assertEquals(2048, Halves.f16(2049));
        assertEquals(2052, Halves.f16(2051));
        assertEquals(Float.POSITIVE_INFINITY, Halves.f16(65520));
        assertEquals(65504, Halves.f16(65519));
        assertEquals(256, Halves.bf16(257));
        assertEquals(260, Halves.bf16(259));
        assertEquals(Float.POSITIVE_INFINITY, Halves.bf16(Float.MAX_VALUE));
        assertEquals(-0f, Halves.f16(-0x1p-25f));
    }

    @Test void bitsOfBf16ReadBack() {
        for (int bits = Short.MIN_VALUE; bits <= Short.MAX_VALUE; bits++) {
            float x = Halves.ofBf16((short) bits);
            assertEquals(x, Halves.ofBf16(Halves.toBf16(x)));
        }
        assertEquals(Float.NaN, Halves.ofBf16(Halves.toBf16(Float.intBitsToFloat(0x7f800001))));
    }

    private static void check(UnaryOperator<Float> one, UnaryOperator<FloatVector> lanes) {
        int length = Species.F32.length();
        float[] x = new float[length];
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += (long) STEP * length) {
            for (int i = 0; i < length; i++) x[i] = Float.intBitsToFloat(near((int) bits + i * STEP, i));
            float[] found = lanes.apply(FloatVector.fromArray(Species.F32, x, 0)).toArray();
            for (int i = 0; i < length; i++) assertEquals((float) one.apply(x[i]), found[i]);
        }
    }

    /** Some are moved onto a tie of f16, some onto one of bf16. */
    private static int near(int bits, int i) {
        return switch (i % 4) {
            case 0 -> bits & ~0xfff | 0x1000;
            case 1 -> bits & ~0x7fff | 0x8000;
            default -> bits;
        };
    }
}
