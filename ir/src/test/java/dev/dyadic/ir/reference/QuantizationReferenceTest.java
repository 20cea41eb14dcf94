// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static dev.dyadic.ir.reference.Graphs.eval;
import static dev.dyadic.ir.reference.Graphs.f32;
import static dev.dyadic.ir.reference.Graphs.ints;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.Quantization.*;
import dev.dyadic.ir.op.Rounding;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantizationReferenceTest {

    @Test void roundsTiesToEvenBeforeItAddsTheZeroPoint() {
        Tensor x = f32(0.5, 1.5, 2.5, -0.5, -1.5, 1000, Double.NEGATIVE_INFINITY, Double.NaN);
        Tensor y = eval(new Quantize(Element.I8, 1, 0, true), x, Tensor.scalar(Element.F32, 1), Tensor.scalar(Element.I8, 3));
        assertArrayEquals(new long[] {3, 5, 5, 3, 1, 127, -128, 3}, y.toLongs());
    }

    @Test void dividesInThePrecisionOfTheScale() {
        float scale = 0.1f;
        float x = 0.25f;
        assertEquals(2.5f, x / scale);
        Tensor y = eval(
                new Quantize(Element.I8, 1, 0, true), f32(x), Tensor.of(new long[0], scale), Tensor.scalar(Element.I8, 0));
        assertArrayEquals(new long[] {2}, y.toLongs());
    }

    @Test void takesAScalePerChannelOrBlock() {
        Tensor x = f32(1, 2, 3, 4, 5, 6).reshaped(2, 3);
        Tensor perRow = eval(new Quantize(Element.U8, 0, 0, true), x, f32(1, 0.5), ints(Element.U8, 0, 10));
        assertArrayEquals(new long[] {1, 2, 3, 18, 20, 22}, perRow.toLongs());
        Tensor scales = f32(1, 2, 4, 8).reshaped(2, 2);
        Tensor zeros = ints(Element.I8, 0, 0, 0, 0).reshaped(2, 2);
        Tensor codes = ints(Element.I8, 1, 1, 1, 1, 1, 1).reshaped(2, 3);
        Tensor blocks = eval(new Dequantize(Element.F32, 1, 2), codes, scales, zeros);
        assertArrayEquals(new double[] {1, 1, 2, 4, 4, 8}, blocks.toDoubles());
    }

    @Test void quantizesToMinifloats() {
        Tensor y = eval(
                new Quantize(Element.F8E4M3FN, 1, 0, true), f32(0.5, 1, 2, 10000), Tensor.scalar(Element.F32, 2),
                Tensor.scalar(Element.F8E4M3FN, 0));
        assertArrayEquals(new double[] {0.25, 0.5, 1, 448}, y.toDoubles());
    }

    @Test void findsTheScaleByItself() {
        List<Tensor> y = Reference.evaluate(new DynamicQuantize(), List.of(f32(0, 2, -3, -2.5, 1.34, 0.5)), 3);
        assertArrayEquals(new long[] {153, 255, 0, 26, 221, 179}, y.get(0).toLongs());
        assertEquals(Tensor.scalar(Element.F32, 5f / 255), y.get(1));
        assertEquals(Tensor.scalar(Element.U8, 153), y.get(2));
    }

    @Test void quantizesEachRowByItsOwnLargestMagnitude() {
        Tensor x = f32(1, -4, 2, 0, 0, 0).reshaped(2, 3);
        List<Tensor> y = Reference.evaluate(new QuantizeRows(127), List.of(x), 2);
        assertEquals(Tensor.ofLongs(Element.I8, new long[] {2, 3}, 32, -127, 64, 0, 0, 0), y.get(0));
        assertEquals(Tensor.of(new long[] {2, 1}, 4f / 127, QuantizeRows.LEAST_SCALE), y.get(1));
    }

    @Test void roundsTiesOfRowsToEven() {
        Tensor y = eval(new QuantizeRows(4), f32(0.5, 1.5, -2.5, 4));
        assertArrayEquals(new long[] {0, 2, -2, 4}, y.toLongs());
    }

    @Test void aRowWithoutAFiniteMagnitudeHasCodesOfZero() {
        Tensor x = f32(1, Double.NaN, 1, Double.POSITIVE_INFINITY, 0, 0).reshaped(3, 2);
        List<Tensor> y = Reference.evaluate(new QuantizeRows(127), List.of(x), 2);
        assertArrayEquals(new long[6], y.get(0).toLongs());
        assertArrayEquals(
                new double[] {Double.NaN, Double.POSITIVE_INFINITY, QuantizeRows.LEAST_SCALE}, y.get(1).toDoubles());
    }

    @Test void refusesRowsOfAScalar() {
        assertThrows(DyadicException.class, () -> eval(new QuantizeRows(127), Tensor.scalar(Element.F32, 1)));
    }

    @Test void multipliesCodesByTheMultipleOfTheirGroup() {
        Tensor codes = ints(Element.I4, 1, -8, 3, 7, 5, -1).reshaped(3, 2);
        Tensor multiples = ints(Element.I8, 2, 15, -7, 1).reshaped(2, 2);
        Tensor y = eval(new IntegerOp.ScaleGroups(0, 2), codes, multiples);
        assertEquals(Tensor.ofLongs(Element.I8, new long[] {3, 2}, 2, -120, 6, 105, -35, -1), y);
        Tensor lines = eval(new IntegerOp.ScaleGroups(-1, 2), codes.reshaped(2, 3), ints(Element.I8, 1, 2, 3, 4).reshaped(2, 2));
        assertArrayEquals(new long[] {1, -8, 6, 21, 15, -4}, lines.toLongs());
    }

    @Test void refusesAProductOfCodeAndMultipleBeyondEightBits() {
        assertThrows(DyadicException.class,
                () -> eval(new IntegerOp.ScaleGroups(0, 2), ints(Element.I4, 7, -8), ints(Element.I8, 17)));
    }

    @Test void rescalesByDyadicNumbersWithEitherRounding() {
        Tensor x = ints(Element.I32, 2, 6, -2, -6, 1000, Integer.MIN_VALUE);
        Tensor multiplier = Tensor.scalar(Element.I32, 1);
        Tensor shift = Tensor.scalar(Element.I32, 2);
        var up = new IntegerOp.Requant(Element.I8, 0, Rounding.HALF_UP, 0, -128, 127);
        var even = new IntegerOp.Requant(Element.I8, 0, Rounding.HALF_EVEN, 0, -128, 127);
        assertArrayEquals(new long[] {1, 2, 0, -1, 127, -128}, eval(up, x, multiplier, shift).toLongs());
        assertArrayEquals(new long[] {0, 2, 0, -2, 127, -128}, eval(even, x, multiplier, shift).toLongs());
    }
}
