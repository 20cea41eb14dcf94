// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of products of some rows with one or four panels of two vectors. Accumulators are locals, so that they stay in registers. Sums are
 * stored a row after the other; each is one chain of fused multiply-adds along the depth, whatever the tile.
 */
final class FloatTile {

    /** Rows of the largest tile: vectors of 512 bits have 32 registers; the compiler spills 12 accumulators where there are 16. */
    static final int ROWS = Species.F32.length() > 8 ? 6 : 4;

    /** Panels of {@link #row}: enough chains to hide the latency of the multiply-adds. */
    static final int PANELS = 4;

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();
    private static final int WIDTH = 2 * LENGTH;

    private FloatTile() {}

    /** Rows {@code 0} to {@code last} of a, at most 6; the sums of rows past the last repeat it. */
    private static void rows6(float[] a, int aAt, int stride, int last, float[] b, int bAt, int depth, float[] sums, int sumsAt) {
        int a1 = aAt + Math.min(1, last) * stride;
        int a2 = aAt + Math.min(2, last) * stride;
        int a3 = aAt + Math.min(3, last) * stride;
        int a4 = aAt + Math.min(4, last) * stride;
        int a5 = aAt + Math.min(5, last) * stride;
        FloatVector s00 = FloatVector.zero(LANES);
        FloatVector s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00, s40 = s00, s41 = s00, s50 = s00,
                s51 = s00;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + k * WIDTH);
            FloatVector b1 = FloatVector.fromArray(LANES, b, bAt + k * WIDTH + LENGTH);
            FloatVector x = FloatVector.broadcast(LANES, a[aAt + k]);
            s00 = x.fma(b0, s00);
            s01 = x.fma(b1, s01);
            x = FloatVector.broadcast(LANES, a[a1 + k]);
            s10 = x.fma(b0, s10);
            s11 = x.fma(b1, s11);
            x = FloatVector.broadcast(LANES, a[a2 + k]);
            s20 = x.fma(b0, s20);
            s21 = x.fma(b1, s21);
            x = FloatVector.broadcast(LANES, a[a3 + k]);
            s30 = x.fma(b0, s30);
            s31 = x.fma(b1, s31);
            x = FloatVector.broadcast(LANES, a[a4 + k]);
            s40 = x.fma(b0, s40);
            s41 = x.fma(b1, s41);
            x = FloatVector.broadcast(LANES, a[a5 + k]);
            s50 = x.fma(b0, s50);
            s51 = x.fma(b1, s51);
        }
        store(s00, s01, sums, sumsAt);
        store(s10, s11, sums, sumsAt + WIDTH);
        store(s20, s21, sums, sumsAt + 2 * WIDTH);
        store(s30, s31, sums, sumsAt + 3 * WIDTH);
        store(s40, s41, sums, sumsAt + 4 * WIDTH);
        store(s50, s51, sums, sumsAt + 5 * WIDTH);
    }

    /** Rows {@code 0} to {@code last} of a, less than {@link #ROWS}; what is stored past the sums of the last is of no use. */
    static void rows(float[] a, int aAt, int stride, int last, float[] b, int bAt, int depth, float[] sums, int sumsAt) {
        if (last > 3) rows6(a, aAt, stride, last, b, bAt, depth, sums, sumsAt);
        if (last == 3) rows4(a, aAt, stride, b, bAt, depth, sums, sumsAt);
        if (last < 3) rows3(a, aAt, stride, last, b, bAt, depth, sums, sumsAt);
    }

    private static void rows4(float[] a, int aAt, int stride, float[] b, int bAt, int depth, float[] sums, int sumsAt) {
        int a1 = aAt + stride;
        int a2 = a1 + stride;
        int a3 = a2 + stride;
        FloatVector s00 = FloatVector.zero(LANES);
        FloatVector s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + k * WIDTH);
            FloatVector b1 = FloatVector.fromArray(LANES, b, bAt + k * WIDTH + LENGTH);
            FloatVector x = FloatVector.broadcast(LANES, a[aAt + k]);
            s00 = x.fma(b0, s00);
            s01 = x.fma(b1, s01);
            x = FloatVector.broadcast(LANES, a[a1 + k]);
            s10 = x.fma(b0, s10);
            s11 = x.fma(b1, s11);
            x = FloatVector.broadcast(LANES, a[a2 + k]);
            s20 = x.fma(b0, s20);
            s21 = x.fma(b1, s21);
            x = FloatVector.broadcast(LANES, a[a3 + k]);
            s30 = x.fma(b0, s30);
            s31 = x.fma(b1, s31);
        }
        store(s00, s01, sums, sumsAt);
        store(s10, s11, sums, sumsAt + WIDTH);
        store(s20, s21, sums, sumsAt + 2 * WIDTH);
        store(s30, s31, sums, sumsAt + 3 * WIDTH);
    }

    /** Rows {@code 0} to {@code last} of a, at most 3; the sums of rows past the last repeat it. */
    private static void rows3(float[] a, int aAt, int stride, int last, float[] b, int bAt, int depth, float[] sums, int sumsAt) {
        int a1 = aAt + Math.min(1, last) * stride;
        int a2 = aAt + Math.min(2, last) * stride;
        FloatVector s00 = FloatVector.zero(LANES);
        FloatVector s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + k * WIDTH);
            FloatVector b1 = FloatVector.fromArray(LANES, b, bAt + k * WIDTH + LENGTH);
            FloatVector x = FloatVector.broadcast(LANES, a[aAt + k]);
            s00 = x.fma(b0, s00);
            s01 = x.fma(b1, s01);
            x = FloatVector.broadcast(LANES, a[a1 + k]);
            s10 = x.fma(b0, s10);
            s11 = x.fma(b1, s11);
            x = FloatVector.broadcast(LANES, a[a2 + k]);
            s20 = x.fma(b0, s20);
            s21 = x.fma(b1, s21);
        }
        store(s00, s01, sums, sumsAt);
        store(s10, s11, sums, sumsAt + WIDTH);
        store(s20, s21, sums, sumsAt + 2 * WIDTH);
    }

    /** One row, and panels {@code 0} to {@code last}, at most 4, {@code step} floats apart; the sums past the last repeat it. */
    static void row(float[] a, int aAt, float[] b, int bAt, int step, int last, int depth, float[] sums) {
        int b1 = bAt + Math.min(1, last) * step;
        int b2 = bAt + Math.min(2, last) * step;
        int b3 = bAt + Math.min(3, last) * step;
        FloatVector s00 = FloatVector.zero(LANES);
        FloatVector s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        for (int k = 0; k < depth; k++) {
            FloatVector x = FloatVector.broadcast(LANES, a[aAt + k]);
            s00 = x.fma(FloatVector.fromArray(LANES, b, bAt + k * WIDTH), s00);
            s01 = x.fma(FloatVector.fromArray(LANES, b, bAt + k * WIDTH + LENGTH), s01);
            s10 = x.fma(FloatVector.fromArray(LANES, b, b1 + k * WIDTH), s10);
            s11 = x.fma(FloatVector.fromArray(LANES, b, b1 + k * WIDTH + LENGTH), s11);
            s20 = x.fma(FloatVector.fromArray(LANES, b, b2 + k * WIDTH), s20);
            s21 = x.fma(FloatVector.fromArray(LANES, b, b2 + k * WIDTH + LENGTH), s21);
            s30 = x.fma(FloatVector.fromArray(LANES, b, b3 + k * WIDTH), s30);
            s31 = x.fma(FloatVector.fromArray(LANES, b, b3 + k * WIDTH + LENGTH), s31);
        }
        store(s00, s01, sums, 0);
        store(s10, s11, sums, WIDTH);
        store(s20, s21, sums, 2 * WIDTH);
        store(s30, s31, sums, 3 * WIDTH);
    }

    private static void store(FloatVector left, FloatVector right, float[] sums, int sumsAt) {
        left.intoArray(sums, sumsAt);
        right.intoArray(sums, sumsAt + LENGTH);
    }
}
