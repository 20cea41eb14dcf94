// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.recipe.WeightRounding;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GptqTest {

    private static final int DEPTH = 24;
    private static final int CHANNELS = 8;
    private static final int ROWS = 200;
    private static final Channels AT = new Channels(CHANNELS, DEPTH, 1, CHANNELS, 1, 1);

    @ParameterizedTest
    @ValueSource(booleans = {false, true}) void movesResultsLessThanTheNearestCodesDo(boolean actOrder) {
        float[] rows = rows();
        double[] weights = weights();
        Grid grid = Groups.fit(weights, AT, Element.I4, 8);
        Gptq gptq = Gptq.of(moments(rows), new WeightRounding.Gptq(0.01, actOrder)).orElseThrow();
        double nearest = error(rows, weights, grid.nearest(weights, AT), grid);
        double found = error(rows, weights, gptq.round(weights, AT, grid), grid);
        assertTrue(found < 0.7 * nearest, found + " is not far below " + nearest);
    }

    @Test void givesTheNearestCodesWhereInputsHaveNothingToDoWithEachOther() {
        float[] rows = new float[DEPTH * DEPTH];
        for (int i = 0; i < DEPTH; i++) rows[i * DEPTH + i] = i + 1;
        double[] weights = weights();
        Grid grid = Groups.fit(weights, AT, Element.I4, 8);
        Gptq gptq = Gptq.of(moments(rows), new WeightRounding.Gptq(0.01, true)).orElseThrow();
        assertArrayEquals(grid.nearest(weights, AT), gptq.round(weights, AT, grid));
    }

    @Test void worksWithFewerRowsThanInputs() {
        Moments one = moments(java.util.Arrays.copyOf(rows(), DEPTH));
        assertTrue(Gptq.of(one, new WeightRounding.Gptq(0.01, true)).isPresent());
    }

    @Test void hasNothingToSayWithoutData() {
        assertEquals(Optional.empty(), Gptq.of(new Moments(DEPTH), new WeightRounding.Gptq(0.01, true)));
    }

    @Test void leavesOutRowsThatAreNotFinite() {
        var moments = new Moments(2);
        moments.see(Tensor.of(new long[] {3, 2}, 1, 2, Float.NaN, 1, 3, Float.POSITIVE_INFINITY));
        assertEquals(1, moments.get(0, 0));
        assertEquals(2, moments.get(1, 0));
        assertEquals(4, moments.get(1, 1));
    }

    @Test void mergingIsSeeingAll() {
        float[] rows = {1, 2, 3, 4, 5, 6};
        var later = new Moments(2);
        later.see(Tensor.of(new long[] {1, 2}, 5, 6));
        var first = new Moments(2);
        first.see(Tensor.of(new long[] {2, 2}, 1, 2, 3, 4));
        first.merge(later);
        var all = new Moments(2);
        all.see(Tensor.of(new long[] {3, 2}, rows));
        for (int i = 0; i < 4; i++) assertEquals(all.get(i / 2, i % 2), first.get(i / 2, i % 2));
    }

    private static Moments moments(float[] rows) {
        var moments = new Moments(DEPTH);
        moments.see(Tensor.of(new long[] {rows.length / DEPTH, DEPTH}, rows));
        return moments;
    }

    /** Inputs that depend on a few hidden numbers, as activations do. */
    private static float[] rows() {
        var random = new SplittableRandom(1);
        double[] mixing = random.doubles(4 * DEPTH, -1, 1).toArray();
        float[] rows = new float[ROWS * DEPTH];
        for (int row = 0; row < ROWS; row++) {
            double[] hidden = random.doubles(4, -1, 1).toArray();
            for (int i = 0; i < DEPTH; i++) {
                double x = random.nextDouble(-0.1, 0.1);
                for (int k = 0; k < 4; k++) x += hidden[k] * mixing[k * DEPTH + i];
                rows[row * DEPTH + i] = (float) x;
            }
        }
        return rows;
    }

    private static double[] weights() {
        return new SplittableRandom(2).doubles(DEPTH * CHANNELS, -1, 1).toArray();
    }

    private static double error(float[] rows, double[] weights, long[] codes, Grid grid) {
        double error = 0;
        for (int row = 0; row < rows.length / DEPTH; row++) {
            for (int c = 0; c < CHANNELS; c++) {
                double difference = 0;
                for (int i = 0; i < DEPTH; i++) {
                    int index = AT.index(c, i);
                    difference += rows[row * DEPTH + i] * (weights[index] - codes[index] * grid.step(c, i, DEPTH));
                }
                error += difference * difference;
            }
        }
        return error;
    }
}
