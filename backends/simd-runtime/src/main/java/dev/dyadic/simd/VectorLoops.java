// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatMath} in vectors: a loop per function, so that each is compiled with its function inside. */
final class VectorLoops {

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();

    private VectorLoops() {}

    static void exp(float[] x, int xAt, float[] out, int outAt, int count) {
        int i = 0;
        for (int end = LANES.loopBound(count); i < end; i += LENGTH) {
            VectorMath.exp(FloatVector.fromArray(LANES, x, xAt + i)).intoArray(out, outAt + i);
        }
        if (i == count) return;
        VectorMask<Float> rest = LANES.indexInRange(i, count);
        VectorMath.exp(FloatVector.fromArray(LANES, x, xAt + i, rest)).intoArray(out, outAt + i, rest);
    }

    static void erf(float[] x, int xAt, float[] out, int outAt, int count) {
        int i = 0;
        for (int end = LANES.loopBound(count); i < end; i += LENGTH) {
            VectorMath.erf(FloatVector.fromArray(LANES, x, xAt + i)).intoArray(out, outAt + i);
        }
        if (i == count) return;
        VectorMask<Float> rest = LANES.indexInRange(i, count);
        VectorMath.erf(FloatVector.fromArray(LANES, x, xAt + i, rest)).intoArray(out, outAt + i, rest);
    }

    static void geluTanh(float[] x, int xAt, float[] out, int outAt, int count) {
        int i = 0;
        for (int end = LANES.loopBound(count); i < end; i += LENGTH) {
            VectorMath.geluTanh(FloatVector.fromArray(LANES, x, xAt + i)).intoArray(out, outAt + i);
        }
        if (i == count) return;
        VectorMask<Float> rest = LANES.indexInRange(i, count);
        VectorMath.geluTanh(FloatVector.fromArray(LANES, x, xAt + i, rest)).intoArray(out, outAt + i, rest);
    }

    static void tanh(float[] x, int xAt, float[] out, int outAt, int count) {
        int i = 0;
        for (int end = LANES.loopBound(count); i < end; i += LENGTH) {
            VectorMath.tanh(FloatVector.fromArray(LANES, x, xAt + i)).intoArray(out, outAt + i);
        }
        if (i == count) return;
        VectorMask<Float> rest = LANES.indexInRange(i, count);
        VectorMath.tanh(FloatVector.fromArray(LANES, x, xAt + i, rest)).intoArray(out, outAt + i, rest);
    }

    static void sigmoid(float[] x, int xAt, float[] out, int outAt, int count) {
        int i = 0;
        for (int end = LANES.loopBound(count); i < end; i += LENGTH) {
            VectorMath.sigmoid(FloatVector.fromArray(LANES, x, xAt + i)).intoArray(out, outAt + i);
        }
        if (i == count) return;
        VectorMask<Float> rest = LANES.indexInRange(i, count);
        VectorMath.sigmoid(FloatVector.fromArray(LANES, x, xAt + i, rest)).intoArray(out, outAt + i, rest);
    }

    static void silu(float[] x, int xAt, float[] out, int outAt, int count) {
        int i = 0;
        for (int end = LANES.loopBound(count); i < end; i += LENGTH) {
            VectorMath.silu(FloatVector.fromArray(LANES, x, xAt + i)).intoArray(out, outAt + i);
        }
        if (i == count) return;
        VectorMask<Float> rest = LANES.indexInRange(i, count);
        VectorMath.silu(FloatVector.fromArray(LANES, x, xAt + i, rest)).intoArray(out, outAt + i, rest);
    }
}
