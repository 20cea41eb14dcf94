// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link Halves} in lanes, the same bits. */
public final class VectorHalves {

    private static final int SIGN = 0x80000000;
    private static final int EXPONENT = 0x7f800000;
    private static final int EXPONENT_AT = 23;
    private static final int BIAS = 127;
    /** Bits of f32's mantissa that f16 does not have. */
    private static final int DROPPED = 13;
    private static final int LEAST_NORMAL = BIAS - 14 << EXPONENT_AT;
    private static final int BEYOND = BIAS + 16 << EXPONENT_AT;
    private static final float LARGEST = 65504;

    private VectorHalves() {}

    /**
     * The nearest numbers of f16. A power of two {@code 2^13} times that of x has f16's step as its own last place, so adding it rounds, and
     * taking it off again is exact. Below f16's normal numbers the step stays as it is.
     */
    public static FloatVector f16(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector sign = bits.and(SIGN);
        FloatVector magnitude = bits.lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
        FloatVector power = bits.and(EXPONENT).max(LEAST_NORMAL).min(BEYOND).add(DROPPED << EXPONENT_AT).reinterpretAsFloats();
        FloatVector rounded = magnitude.add(power).sub(power);
        VectorMask<Float> beyond = rounded.compare(VectorOperators.GT, LARGEST);
        return rounded.blend(Float.POSITIVE_INFINITY, beyond).reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /** The nearest numbers of bf16. */
    public static FloatVector bf16(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
        FloatVector rounded = bits.add(odd).add(0x7fff).and(0xffff0000).reinterpretAsFloats();
        return rounded.blend(x, x.test(VectorOperators.IS_NAN));
    }
}
