// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.kernel;

import dev.dyadic.simd.FloatKernel;

/** A plugged-in kernel for floats as programs know it. */
record PluggedFloats(dev.dyadic.plugin.kernel.FloatGemm kernel, FloatKernel own) implements FloatKernel {

    /** A row by itself is left to our own, which takes several panels at a time to have enough sums that do not wait for each other. */
    @Override public void multiply(float[] a, int aAt, int aRowStride, int rows, float[] packed, int packedAt, int depth,
            int from,
            int to, float scale, float[] bias, float[] out, int outAt, int outRowStride) {
        if (rows == 1)
            own.multiply(a, aAt, aRowStride, rows, packed, packedAt, depth, from, to, scale, bias, out, outAt, outRowStride);
        else
            kernel.multiply(a, aAt, aRowStride, rows, packed, packedAt, depth, from, to, scale, bias, out, outAt, outRowStride);
    }

    @Override public void multiplyTurned(float[] a, int aAt, int rows, float[] packed, int packedAt, int depth, int columns,
            float[] scales, int scalesAt, float[] out, int outAt, int outRowStride) {
        kernel.multiplyTurned(a, aAt, rows, packed, packedAt, depth, columns, scales, scalesAt, out, outAt, outRowStride);
    }
}
