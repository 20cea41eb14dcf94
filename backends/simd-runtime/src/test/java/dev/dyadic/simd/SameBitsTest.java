// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** What is interpreted at first and compiled later gives the same bits all the time. */
class SameBitsTest {

    private static final int COLUMNS = 384;
    private static final int RUNS = 20_000;

    @Test void layerNorm() {
        float[] x = Samples.floats(COLUMNS);
        float[] gain = Samples.floats(COLUMNS);
        same(out -> Norms.layerNorm(x, 0, new float[0], 0, 1, COLUMNS, 1e-5f, gain, gain, out, 0));
    }

    @Test void rmsNorm() {
        float[] x = Samples.floats(COLUMNS);
        float[] gain = Samples.floats(COLUMNS);
        same(out -> Norms.rmsNorm(x, 0, new float[0], 0, 1, COLUMNS, 1e-5f, gain, out, 0));
    }

    @Test void softmax() {
        float[] x = Samples.floats(COLUMNS);
        float[] keep = new float[COLUMNS];
        java.util.Arrays.fill(keep, 1);
        same(out -> Softmax.maskedRows(x, 0, 1, COLUMNS, keep, 0, 0, -2, out, 0));
    }

    @Test void softmaxOfARestOfLanes() {
        float[] x = Samples.floats(COLUMNS);
        float[] keep = new float[COLUMNS];
        java.util.Arrays.fill(keep, 1);
        same(out -> Softmax.maskedRows(x, 0, 1, 13, keep, 0, 0, -2, out, 0));
    }

    private interface Kernel {
        void run(float[] out);
    }

    private static void same(Kernel kernel) {
        float[] first = new float[COLUMNS];
        kernel.run(first);
        float[] later = new float[COLUMNS];
        for (int run = 0; run < RUNS; run++) {
            kernel.run(later);
            if (run % 100 == 0) assertArrayEquals(first, later);
        }
        assertArrayEquals(first, later);
    }
}
