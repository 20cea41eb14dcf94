// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Functions of a vector of f32. Each lane is computed by itself. */
final class VectorMath {

    static final float LOG2_E = 1.44269504f;

    /** ln 2 in two parts, the first with zeros at its end, so that its product with an exponent is exact. */
    static final float LN2_HIGH = 0.693359375f;
    static final float LN2_LOW = -2.12194440e-4f;

    /** Adding it rounds to an integer, which then stands in the low bits. */
    static final float MAGIC = 0x1.8p23f;
    static final int MAGIC_BITS = 0x4B400000;

    /** The same, more by the bits of the exponent of 1, or of 0.5. */
    static final float MAGIC_ONE = MAGIC + 127;
    static final float MAGIC_HALF = MAGIC + 126;

    /** Of e^r for r in [-ln 2 / 2, ln 2 / 2]: {@code 1 + r (1 + r (P1 + P2 r + ...))}. */
    static final float P1 = 0.49999994f;
    static final float P2 = 0.1666652f;
    static final float P3 = 0.041668396f;
    static final float P4 = 0.008368797f;
    static final float P5 = 0.0013814431f;

    /** Beyond these e^x is infinite, or 0. */
    private static final float MOST = 89f;
    private static final float LEAST = -104f;

    /** Below it e^x is no normal number. */
    static final float LEAST_NORMAL = -87f;

    private static final float SQRT_EIGHT_OVER_PI = 1.59576912f;

    private VectorMath() {}

    /** e^x = 2^n e^r with r in [-ln 2 / 2, ln 2 / 2]; 2^n in two factors, so that denormals come out right. */
    static FloatVector exp(FloatVector argument) {
        FloatVector x = argument.blend(MOST, argument.compare(VectorOperators.GT, MOST));
        x = x.blend(LEAST, x.compare(VectorOperators.LT, LEAST));
        FloatVector shifted = x.mul(LOG2_E).add(MAGIC);
        FloatVector n = shifted.sub(MAGIC);
        FloatVector r = n.fma(FloatVector.broadcast(Species.F32, -LN2_HIGH), x);
        r = n.fma(FloatVector.broadcast(Species.F32, -LN2_LOW), r);
        FloatVector p = powerOfRest(r);
        IntVector exponent = shifted.reinterpretAsInts().sub(MAGIC_BITS);
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        return p.mul(power(half)).mul(power(exponent.sub(half)));
    }

    /** e^(-x^2 / 2) / 2 where that is a normal number. The square is never rounded, as the power would magnify that. */
    static FloatVector halfGaussian(FloatVector x) {
        FloatVector shifted = x.mul(x).fma(constant(-LOG2_E / 2), constant(MAGIC_HALF));
        FloatVector n = shifted.sub(MAGIC_HALF);
        FloatVector s = n.fma(constant(2 * LN2_LOW), x.fma(x, n.mul(2 * LN2_HIGH)));
        FloatVector p = constant(P5 / 64).fma(s, constant(-P4 / 32));
        p = p.fma(s, constant(P3 / 16)).fma(s, constant(-P2 / 8)).fma(s, constant(P1 / 4));
        return p.fma(s, constant(-0.5f)).fma(s, constant(1)).mul(placed(shifted));
    }

    /** e^x for x of at most 0; 0 where that is less than the least normal number. */
    static FloatVector expOrZero(FloatVector x) {
        FloatVector shifted = x.fma(constant(LOG2_E), constant(MAGIC_ONE));
        FloatVector n = shifted.sub(MAGIC_ONE);
        FloatVector r = n.fma(constant(-LN2_HIGH), x);
        r = n.fma(constant(-LN2_LOW), r);
        FloatVector power = powerOfRest(r).mul(placed(shifted));
        return power.blend(0f, x.compare(VectorOperators.LT, LEAST_NORMAL));
    }

    /** e^r for r in [-ln 2 / 2, ln 2 / 2]. */
    private static FloatVector powerOfRest(FloatVector r) {
        FloatVector p = constant(P5).fma(r, constant(P4));
        p = p.fma(r, constant(P3)).fma(r, constant(P2)).fma(r, constant(P1));
        return p.fma(r, constant(1)).fma(r, constant(1));
    }

    /** 2^n of {@code n + MAGIC_ONE}, or half of it of {@code n + MAGIC_HALF}: what stands in the low bits becomes the exponent. */
    private static FloatVector placed(FloatVector shifted) {
        return shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    /** 2^exponent. */
    private static FloatVector power(IntVector exponent) {
        return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(Species.F32, value);
    }

    /** 1 - erf(t), t at least 0; the rounding of t^2 is put right, as e^(-t^2) would magnify it. */
    private static FloatVector erfc(FloatVector argument) {
        FloatVector t = argument.blend(20f, argument.compare(VectorOperators.GT, 20f));
        FloatVector square = t.mul(t);
        FloatVector rest = t.fma(t, square.neg());
        FloatVector power = exp(square.neg());
        return power.sub(power.mul(rest)).mul(erfcx(t.sub(2f).div(t.add(2f))));
    }

    /** {@code e^(t^2) (1 - erf(t))}, of {@code (t - 2) / (t + 2)}, t of 0 to 20. */
    static FloatVector erfcx(FloatVector q) {
        FloatVector p = constant(Erfcx.C10).fma(q, constant(Erfcx.C9)).fma(q, constant(Erfcx.C8)).fma(q, constant(Erfcx.C7));
        p = p.fma(q, constant(Erfcx.C6)).fma(q, constant(Erfcx.C5)).fma(q, constant(Erfcx.C4)).fma(q, constant(Erfcx.C3));
        return p.fma(q, constant(Erfcx.C2)).fma(q, constant(Erfcx.C1)).fma(q, constant(Erfcx.C0));
    }

    static FloatVector erf(FloatVector x) {
        FloatVector s = x.mul(x);
        FloatVector p = constant(Erfcx.S6).fma(s, constant(Erfcx.S5)).fma(s, constant(Erfcx.S4)).fma(s, constant(Erfcx.S3));
        p = p.fma(s, constant(Erfcx.S2)).fma(s, constant(Erfcx.S1)).fma(s, constant(Erfcx.S0));
        FloatVector near = p.fma(x, x);
        FloatVector far = constant(1).sub(erfc(x.abs()));
        far = far.blend(far.neg(), x.compare(VectorOperators.LT, 0f));
        return near.blend(far, s.compare(VectorOperators.GT, 1f));
    }

    /** {@code (1 + tanh y) / 2} is {@code 1 / (1 + e^-2y)}. */
    static FloatVector geluTanh(FloatVector x) {
        FloatVector inner = x.mul(x).fma(constant(0.044715f), constant(1)).mul(x);
        return x.mul(sigmoid(inner.mul(SQRT_EIGHT_OVER_PI)));
    }

    static FloatVector sigmoid(FloatVector x) {
        return constant(1).div(exp(x.neg()).add(1f));
    }

    static FloatVector silu(FloatVector x) {
        return x.mul(sigmoid(x));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector s = x.mul(x);
        FloatVector p = constant(-0.0056607807f).fma(s, constant(0.020601999f)).fma(s, constant(-0.05372923f));
        p = p.fma(s, constant(0.13331328f)).fma(s, constant(-0.33333278f));
        FloatVector near = p.mul(s).fma(x, x);
        FloatVector far = constant(1).sub(constant(2).div(exp(x.abs().mul(2f)).add(1f)));
        far = far.blend(far.neg(), x.compare(VectorOperators.LT, 0f));
        return near.blend(far, s.compare(VectorOperators.GT, 0.4f));
    }
}
