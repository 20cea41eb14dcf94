// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionTest {

    private static final float FILL = -1e9f;
    private static final float SCALE = 0.3f;

    /** Sizes below, at and above those of tiles of every width. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "3, 2, 5, 3", "32, 16, 16, 32", "33, 70, 67, 8",
        "8, 129, 40, 33"}) void isSoftmaxOfScoresTimesValues(int depth, int keys, int rows, int columns) {
        var head = new Head(depth, keys, rows, columns);
        float[] none = {};
        head.check(none, 0);
        head.check(mask(keys), 0);
        head.check(mask(rows * keys), keys);
    }

    /** Numbers that codes stand for exactly: then only roundings differ. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "3, 2, 5, 3", "32, 16, 16, 32", "33, 70, 67, 8",
        "8, 129, 40, 33"}) void scoresOfCodesAreThoseOfTheNumbersTheyStandFor(int depth, int keys, int rows, int columns) {
        var head = new Head(depth, keys, rows, columns);
        for (float[] x : new float[][] {head.q, head.k}) for (int i = 0; i < x.length; i++) x[i] = Math.round(x[i] * 127) / 64f;
        // the largest magnitude of each is 127 steps of 1/64
        for (int r = 0; r < rows; r++) head.q[r * depth] = 127 / 64f;
        for (int key = 0; key < keys; key++) head.k[key] = -127 / 64f;
        float[] keep = mask(keys);
        head.check(head.ofCodes(keep, 0, rows), keep, 0);
        head.check(head.ofCodes(new float[0], 0, rows), new float[0], 0);
    }

    @Test void aRowWithoutKeysLeftIsAMean() {
        var head = new Head(4, 3, 1, 1);
        float[] out = head.run(new float[] {0, 0, 0}, 0, 0, 1);
        assertEquals((head.v[0] + head.v[1] + head.v[2]) / 3, out[0], 1e-6);
    }

    @Test void keysThatAreMaskedDoNotCount() {
        var head = new Head(4, 9, 5, 6);
        float[] keep = new float[9];
        Arrays.fill(keep, 0, 8, 1);
        float[] before = head.run(keep, 0, 0, 5);
        Arrays.fill(head.v, 8 * 6, 9 * 6, 1e30f);
        assertArrayEquals(before, head.run(keep, 0, 0, 5));
    }

    @Test void rowsMayBeCutIntoCalls() {
        var head = new Head(16, 40, 75, 16);
        float[] keep = mask(75 * 40);
        float[] whole = head.run(keep, 40, 0, 75);
        for (int row = 0; row < 75; row += 7) {
            int count = Math.min(7, 75 - row);
            assertArrayEquals(Arrays.copyOfRange(whole, row * 16, (row + count) * 16), head.run(keep, 40, row, count));
        }
    }

    @Test void notANumberShowsInItsRowAlone() {
        var head = new Head(2, 3, 2, 2);
        head.q[0] = Float.NaN;
        float[] out = head.run(new float[0], 0, 0, 2);
        assertTrue(Float.isNaN(out[0]) && Float.isNaN(out[1]) && Float.isFinite(out[2]) && Float.isFinite(out[3]),
                Arrays.toString(out));
    }

    /** Keeps about three keys of four, the first of each seven always. */
    private static float[] mask(int length) {
        float[] draws = Samples.floats(length);
        for (int i = 0; i < length; i++) draws[i] = i % 7 == 0 || draws[i] > -0.5f ? 1 : 0;
        return draws;
    }

    private record Head(int depth, int keys, int rows, int columns, float[] q, float[] k, float[] v) {

        Head(int depth, int keys, int rows, int columns) {
            this(depth, keys, rows, columns, Samples.floats(rows * depth), Samples.floats(depth * keys),
                    Samples.floats(keys * columns));
        }

        float[] run(float[] mask, int maskStride, int row, int count) {
            float[] sideBySide = new float[keys * depth];
            FloatScores.pack(k, 0, keys, 1, keys, depth, sideBySide, 0);
            return run(new FloatScores(FloatGemm.OWN, q, row * depth, depth, SCALE, sideBySide, 0, depth, keys, depth), mask,
                    maskStride,
                    row, count);
        }

        float[] run(Scores scores, float[] mask, int maskStride, int row, int count) {
            var attention = new Attention(FloatGemm.OWN, keys, columns);
            float[] values = new float[attention.valuesLength()];
            attention.values(v, 0, columns, 1, values);
            float[] out = new float[count * columns];
            ScoreMask kept = mask.length == 0 ? ScoreMask.NONE : ScoreMask.keeping(mask, row * maskStride, maskStride, FILL);
            attention.rows(scores, count, values, new float[attention.memoryLength(scores)], kept, out, 0, columns);
            return out;
        }

        float[] ofCodes(float[] mask, int maskStride, int count) {
            float[] turned = new float[keys * depth];
            FloatScores.pack(k, 0, keys, 1, keys, depth, turned, 0);
            var scores = new CodeScores(CodeKernel.OWN, new CodeScores.Rows(q, 0, depth, 127, 0x1p-100f), SCALE,
                    new CodeScores.Rows(turned, 0, depth, 127, 0x1p-100f), keys, depth,
                    new byte[CodeScores.codesLength(keys, depth)], new float[5 + CodeScores.scalesLength(keys)], 5);
            return run(scores, mask, maskStride, 0, count);
        }

        void check(float[] mask, int maskStride) {
            check(run(mask, maskStride, 0, rows), mask, maskStride);
        }

        void check(float[] out, float[] mask, int maskStride) {
            for (int r = 0; r < rows; r++) {
                double[] weights = weights(mask, r * maskStride, r);
                for (int c = 0; c < columns; c++) {
                    double expected = 0;
                    for (int key = 0; key < keys; key++) expected += weights[key] * v[key * columns + c];
                    assertEquals(expected, out[r * columns + c], 2e-5, "row " + r + ", column " + c);
                }
            }
        }

        private double[] weights(float[] mask, int maskAt, int row) {
            double[] weights = new double[keys];
            for (int key = 0; key < keys; key++) {
                for (int i = 0; i < depth; i++) weights[key] += (double) q[row * depth + i] * k[i * keys + key];
                weights[key] *= SCALE;
                if (mask.length > 0) weights[key] += (1 - mask[maskAt + key]) * FILL;
            }
            double max = Arrays.stream(weights).max().orElseThrow();
            for (int key = 0; key < keys; key++) weights[key] = Math.exp(weights[key] - max);
            double sum = Arrays.stream(weights).sum();
            return Arrays.stream(weights).map(weight -> weight / sum).toArray();
        }
    }
}
