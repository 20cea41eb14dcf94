// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plain loops in which a process may start give the bits of the vectors that follow. */
class StartTest {

    private static final int COUNT = 20 * 1024 + 13;

    @BeforeEach void thereAreVectors() {
        assumeFalse(Lanes.PLAIN, "there are only plain loops");
    }

    @Test void gelu() {
        float[] x = ofAllSizes();
        same(x, out -> VectorGelu.gelu(out, 0, out, 0, out.length), out -> {
            for (int i = 0; i < out.length; i++) out[i] = ScalarMath.gelu(out[i]);
        });
    }

    @Test void layerNorm() {
        float[] gain = Samples.floats(COUNT);
        for (int columns : new int[] {1, 7, 64, 384, 1003}) {
            same(Samples.floats(columns), x -> VectorNorms.layerNorm(x, 0, columns, 1e-5f, gain, gain),
                    x -> ScalarNorms.layerNorm(x, 0, columns, 1e-5f, gain, gain));
        }
    }

    @Test void rmsNorm() {
        float[] gain = Samples.floats(COUNT);
        for (int columns : new int[] {1, 7, 64, 384, 1003}) {
            same(Samples.floats(columns), x -> VectorNorms.rmsNorm(x, 0, columns, 1e-5f, gain),
                    x -> ScalarNorms.rmsNorm(x, 0, columns, 1e-5f, gain));
        }
    }

    @Test void codes() {
        float[] x = ofAllSizes();
        for (int zero : new int[] {-128, -3, 0, 127}) {
            byte[] vectors = new byte[COUNT];
            VectorQuantize.codes(x, 0, COUNT, 0.37f, zero, -128, 127, vectors, 0);
            byte[] plain = new byte[COUNT];
            for (int i = 0; i < COUNT; i++) plain[i] = ScalarMath.code(x[i] / 0.37f, zero, -128, 127);
            assertArrayEquals(vectors, plain);
        }
    }

    @Test void products() {
        int depth = 77;
        int rows = 13;
        int columns = 3 * FloatGemm.TILE_COLUMNS + 1;
        float[] packed = FloatGemm.pack(Samples.floats(depth * columns), 0, columns, 1, depth, columns);
        float[] a = Samples.floats(rows * depth);
        float[] bias = Samples.floats(columns);
        same(new float[rows * columns],
                out -> VectorGemm.multiply(a, 0, depth, rows, packed, 0, depth, 0, columns, 0.3f, bias, out, 0, columns),
                out -> PlainGemm.multiply(a, 0, depth, rows, packed, 0, depth, 0, columns, 0.3f, bias, out, 0, columns));
    }

    @Test void productsOfTurnedPanels() {
        int width = FloatGemm.TILE_COLUMNS;
        int depth = 77;
        int columns = width + 3;
        float[] packed = FloatGemm.pack(Samples.floats(depth * columns), 0, columns, 1, depth, columns);
        float[] a = Samples.floats(depth * width);
        for (int rows = 1; rows <= width; rows++) {
            int count = rows;
            same(new float[rows * columns],
                    out -> VectorGemm.multiplyTurned(a, 0, count, packed, 0, depth, columns, a, 5, out, 0, columns),
                    out -> PlainGemm.multiplyTurned(a, 0, count, packed, 0, depth, columns, a, 5, out, 0, columns));
        }
    }

    @Test void softmaxDownPanels() {
        int width = FloatGemm.TILE_COLUMNS;
        for (int rows : new int[] {1, 5, 128}) {
            for (PanelSoftmax.More more : PanelSoftmax.More.values()) {
                int sharesAt = rows * width;
                int moreAt = sharesAt + width;
                float[] memory = Samples.floats(moreAt + rows * width);
                memory[0] = -1000;
                same(memory,
                        all -> VectorPanelSoftmax.powers(all, 0, rows, more, moreAt, sharesAt),
                        all -> PlainPanelSoftmax.powers(all, 0, rows, more, moreAt, sharesAt));
            }
        }
    }

    @Test void unlessAskedForVectorsServeAtOnce() {
        assertEquals(Lanes.PLAIN, Start.isPlain());
    }

    /** Numbers of any exponent, and those that functions treat apart. */
    private static float[] ofAllSizes() {
        float[] x = new float[COUNT];
        var random = new Random(7);
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 2 == 0 ? (float) (40 * random.nextGaussian()) : Float.intBitsToFloat(random.nextInt());
            if (Float.isNaN(x[i])) x[i] = Float.NaN;
        }
        float[] apart = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 13.1f, -13.1f, Float.MIN_VALUE};
        System.arraycopy(apart, 0, x, 0, apart.length);
        return x;
    }

    private static void same(float[] start, Consumer<float[]> vectors, Consumer<float[]> plain) {
        float[] one = start.clone();
        vectors.accept(one);
        float[] other = start.clone();
        plain.accept(other);
        assertArrayEquals(bits(one), bits(other));
    }

    private static int[] bits(float[] x) {
        int[] bits = new int[x.length];
        Arrays.setAll(bits, i -> Float.floatToIntBits(x[i]));
        return bits;
    }
}
