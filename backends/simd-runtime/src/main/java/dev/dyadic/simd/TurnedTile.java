// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** As {@link FloatTile}, of rows that are columns of a panel: steps along the depth are a panel's width apart. */
final class TurnedTile {

    static final int ROWS = 4;

    private static final VectorSpecies<Float> LANES = Species.F32;
    private static final int LENGTH = LANES.length();
    private static final int WIDTH = 2 * LENGTH;

    private TurnedTile() {}

    static void rows(float[] a, int aAt, float[] b, int bAt, int depth, float[] sums) {
        FloatVector s00 = FloatVector.zero(LANES);
        FloatVector s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(LANES, b, bAt + k * WIDTH);
            FloatVector b1 = FloatVector.fromArray(LANES, b, bAt + k * WIDTH + LENGTH);
            FloatVector x = FloatVector.broadcast(LANES, a[aAt + k * WIDTH]);
            s00 = x.fma(b0, s00);
            s01 = x.fma(b1, s01);
            x = FloatVector.broadcast(LANES, a[aAt + k * WIDTH + 1]);
            s10 = x.fma(b0, s10);
            s11 = x.fma(b1, s11);
            x = FloatVector.broadcast(LANES, a[aAt + k * WIDTH + 2]);
            s20 = x.fma(b0, s20);
            s21 = x.fma(b1, s21);
            x = FloatVector.broadcast(LANES, a[aAt + k * WIDTH + 3]);
            s30 = x.fma(b0, s30);
            s31 = x.fma(b1, s31);
        }
        s00.intoArray(sums, 0);
        s01.intoArray(sums, LENGTH);
        s10.intoArray(sums, WIDTH);
        s11.intoArray(sums, WIDTH + LENGTH);
        s20.intoArray(sums, 2 * WIDTH);
        s21.intoArray(sums, 2 * WIDTH + LENGTH);
        s30.intoArray(sums, 3 * WIDTH);
        s31.intoArray(sums, 3 * WIDTH + LENGTH);
    }
}
