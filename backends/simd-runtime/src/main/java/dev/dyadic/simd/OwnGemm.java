// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

/** {@link FloatGemm#OWN}: in vectors, or in plain loops where and while there are none. */
final class OwnGemm implements FloatKernel {

    @Override public void multiply(float[] a, int aAt, int aRowStride, int rows, float[] packed, int packedAt, int depth,
            int from,
            int to, float scale, float[] bias, float[] out, int outAt, int outRowStride) {
        if (from % FloatGemm.TILE_COLUMNS != 0)
            throw new IllegalArgumentException(
                    "columns start at a multiple of " + FloatGemm.TILE_COLUMNS + ", not at " + from);
        if (Start.isPlain())
            PlainGemm.multiply(a, aAt, aRowStride, rows, packed, packedAt, depth, from, to, scale, bias, out, outAt,
                    outRowStride);
        else
            VectorGemm.multiply(a, aAt, aRowStride, rows, packed, packedAt, depth, from, to, scale, bias, out, outAt,
                    outRowStride);
    }

    @Override public void panel(float[] a, int aAt, int aRowStride, int rows, float[] panel, int panelAt, int depth, float[] sums,
            int sumsAt) {
        if (Start.isPlain()) PlainGemm.panel(a, aAt, aRowStride, rows, panel, panelAt, depth, sums, sumsAt);
        else VectorGemm.panel(a, aAt, aRowStride, rows, panel, panelAt, depth, sums, sumsAt);
    }

    @Override public void multiplyTurned(float[] a, int aAt, int rows, float[] packed, int packedAt, int depth, int columns,
            float[] scales, int scalesAt, float[] out, int outAt, int outRowStride) {
        if (Start.isPlain())
            PlainGemm.multiplyTurned(a, aAt, rows, packed, packedAt, depth, columns, scales, scalesAt, out, outAt, outRowStride);
        else
            VectorGemm.multiplyTurned(a, aAt, rows, packed, packedAt, depth, columns, scales, scalesAt, out, outAt, outRowStride);
    }
}
