// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.passes.observe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Quantization;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightScalesTest {

    private static final CodeRange EIGHT = CodeRange.symmetric(8);
    private static final CodeRange FOUR = CodeRange.symmetric(4);

    private static Tensor matrix(int rows, int columns, float... values) {
        return Tensor.of(new long[] {rows, columns}, values);
    }

    @Test
    void rowsFollowTheAxis() {
        Tensor tensor = Tensor.of(new long[] {2, 3, 2}, 0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertArrayEquals(new float[] {6, 7, 8, 9, 10, 11}, Rows.along(tensor, 0).row(1));
        assertArrayEquals(new float[] {2, 3, 8, 9}, Rows.along(tensor, 1).row(1));
        assertArrayEquals(new float[] {1, 3, 5, 7, 9, 11}, Rows.along(tensor, -1).row(1));
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, Rows.whole(tensor).row(0));
        assertThrows(IllegalArgumentException.class, () -> Rows.along(tensor, 3));
    }

    @Test
    void theLargestWeightHasTheLargestCode() {
        Rows rows = Rows.along(matrix(2, 3, -127, 63.5f, 0.5f, 2, 1, -2), 0);
        Scales scales = WeightScales.perRow("w", rows, EIGHT, false);
        assertArrayEquals(new double[] {1, (float) (2 / 127.0)}, scales.base());
        assertEquals(0, scales.multiples().length);
        Tensor codes = WeightScales.codes(rows, EIGHT, scales, Element.I8);
        assertEquals(Tensor.ofLongs(Element.I8, new long[] {2, 3}, -127, 64, 0, 127, 64, -127), codes);
        assertEquals(codes, WeightScales.products(rows, EIGHT, scales));
    }

    @Test
    void codesKeepTheOrderOfTheTensor() {
        Rows columns = Rows.along(matrix(2, 3, 7, 14, -7, -1, 2, 1), 1);
        Tensor codes = WeightScales.codes(columns, FOUR, WeightScales.perRow("w", columns, FOUR, false), Element.I16);
        assertEquals(Tensor.ofLongs(Element.I16, new long[] {2, 3}, 7, 7, -7, -1, 1, 1), codes);
    }

    @Test
    void codesAreThoseOfQuantizeLinear() {
        float[] weights = Streams.normal(8, 4 * 500);
        Tensor tensor = matrix(4, 500, weights);
        Rows rows = Rows.along(tensor, 0);
        Scales scales = WeightScales.perRow("w", rows, CodeRange.full(8), true);
        Tensor steps = Tensor.ofDoubles(Element.F32, new long[] {4}, scales.base());
        Tensor zeros = Tensor.ofLongs(Element.I8, new long[] {4}, 0, 0, 0, 0);
        Tensor right = Reference.evaluate(new Quantization.Quantize(Element.I8, 0, 0, true), List.of(tensor, steps, zeros), 1).getFirst();
        assertEquals(right, WeightScales.codes(rows, CodeRange.full(8), scales, Element.I8));
    }

    @Test
    void searchedScalesErrLess() {
        float[] weights = Streams.normal(9, 16 * 256);
        Rows rows = Rows.along(matrix(16, 256, weights), 0);
        for (int bits = 2; bits <= 8; bits++) {
            CodeRange codes = CodeRange.symmetric(bits);
            Scales plain = WeightScales.perRow("w", rows, codes, false);
            Scales searched = WeightScales.perRow("w", rows, codes, true);
            for (int row = 0; row < 16; row++) {
                assertTrue(searched.base()[row] <= plain.base()[row] && searched.base()[row] >= plain.base()[row] * 0.4999);
                assertTrue(error(rows, row, codes, searched) <= error(rows, row, codes, plain), bits + " bits, row " + row);
            }
            if (bits <= 5) assertTrue(total(rows, codes, searched) < 0.97 * total(rows, codes, plain), bits + " bits");
        }
    }

    @Test
    void rowsOfZerosHaveTheLargestScaleOfTheOthers() {
        Rows rows = Rows.along(matrix(3, 2, 0, -0f, 7, 1, 14, 0), 0);
        assertArrayEquals(new double[] {2, 1, 2}, WeightScales.perRow("w", rows, FOUR, true).base());
        Scales groups = WeightScales.perGroup("w", rows, FOUR, 2);
        assertEquals(Math.max(groups.base()[1], groups.base()[2]), groups.base()[0]);
        Rows nothing = Rows.whole(matrix(1, 2, 0, 0));
        assertArrayEquals(new double[] {0x1p-7}, WeightScales.perRow("w", nothing, FOUR, true).base());
        assertArrayEquals(new int[] {1}, WeightScales.perGroup("w", nothing, FOUR, 2).multiples()[0]);
    }

    @Test
    void scalesOfTinyWeightsAreNormalNumbers() {
        Rows rows = Rows.whole(matrix(1, 2, Float.MIN_VALUE, -Float.MIN_VALUE));
        assertEquals(Float.MIN_NORMAL, WeightScales.perRow("w", rows, EIGHT, true).base()[0]);
        assertEquals(Float.MIN_NORMAL, WeightScales.perGroup("w", rows, FOUR, 2).base()[0]);
    }

    @Test
    void groupsThatFitAGridLoseNothing() {
        // own scales 1, 2 and 1.5: the base is 2/12 or 2/8, or any that makes all of them multiples
        float[] weights = {7, -3, 2, 0, 14, -14, 6, 4, -10.5f, 1.5f};
        Rows rows = Rows.whole(matrix(1, 10, weights));
        Scales scales = WeightScales.perGroup("w", rows, FOUR, 4);
        assertEquals(3, scales.multiples()[0].length);
        Tensor codes = WeightScales.codes(rows, FOUR, scales, Element.I8);
        Tensor products = WeightScales.products(rows, FOUR, scales);
        for (int i = 0; i < weights.length; i++) {
            assertEquals(weights[i], codes.getLong(i) * scales.at(0, i), 1e-6);
            assertEquals(codes.getLong(i) * scales.multiple(0, i), products.getLong(i));
        }
    }

    @Test
    void groupsErrLessThanRows() {
        float[] weights = Streams.normal(10, 8 * 320);
        for (int i = 0; i < weights.length; i++) weights[i] *= 1 + i / 32 % 7;
        Rows rows = Rows.along(matrix(8, 320, weights), 0);
        Scales plain = WeightScales.perRow("w", rows, FOUR, true);
        Scales groups = WeightScales.perGroup("w", rows, FOUR, 32);
        assertTrue(total(rows, FOUR, groups) < 0.6 * total(rows, FOUR, plain));
        for (int[] multiples : groups.multiples()) {
            for (int multiple : multiples) assertTrue(multiple >= 1 && multiple <= 15, "multiple " + multiple);
        }
    }

    @Test
    void productsOfGroupsFitEightBits() {
        float[] weights = new float[64];
        for (int i = 0; i < weights.length; i++) weights[i] = i % 2 == 0 ? 100 : -100;
        Rows rows = Rows.whole(matrix(1, 64, weights));
        for (CodeRange codes : List.of(FOUR, CodeRange.full(4), CodeRange.symmetric(2))) {
            Tensor products = WeightScales.products(rows, codes, WeightScales.perGroup("w", rows, codes, 32));
            for (int i = 0; i < weights.length; i++) assertEquals(Math.signum(weights[i]), Math.signum(products.getLong(i)));
        }
        assertThrows(IllegalArgumentException.class, () -> WeightScales.perGroup("w", rows, CodeRange.symmetric(5), 32));
    }

    @Test
    void refusesWhatIsNotFinite() {
        Rows rows = Rows.along(matrix(2, 2, 1, 2, 3, Float.NaN), 0);
        String message = "conv1: the weights of channel 1 hold NaN; weights to be quantized must be finite.";
        assertEquals(message, assertThrows(DyadicException.class, () -> WeightScales.perRow("conv1", rows, EIGHT, false)).getMessage());
        assertEquals(message, assertThrows(DyadicException.class, () -> WeightScales.perGroup("conv1", rows, FOUR, 2)).getMessage());
    }

    @Test
    void refusesStorageThatIsTooSmall() {
        Rows rows = Rows.whole(matrix(1, 2, 1, 2));
        Scales scales = WeightScales.perRow("w", rows, EIGHT, false);
        assertThrows(IllegalArgumentException.class, () -> WeightScales.codes(rows, EIGHT, scales, Element.U8));
        assertThrows(IllegalArgumentException.class, () -> WeightScales.codes(rows, CodeRange.full(9), scales, Element.I8));
    }

    private static double total(Rows rows, CodeRange codes, Scales scales) {
        double sum = 0;
        for (int row = 0; row < rows.count(); row++) sum += error(rows, row, codes, scales);
        return sum;
    }

    private static double error(Rows rows, int row, CodeRange codes, Scales scales) {
        Tensor all = WeightScales.codes(rows, codes, scales, Element.I8);
        float[] weights = rows.row(row);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double rest = weights[i] - all.getLong(rows.at(row, i)) * scales.at(row, i);
            sum += rest * rest;
        }
        return sum;
    }
}
