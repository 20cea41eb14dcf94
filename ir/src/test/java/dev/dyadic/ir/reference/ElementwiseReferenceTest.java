// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static dev.dyadic.ir.reference.Graphs.eval;
import static dev.dyadic.ir.reference.Graphs.f32;
import static dev.dyadic.ir.reference.Graphs.f64;
import static dev.dyadic.ir.reference.Graphs.ints;
import static dev.dyadic.ir.reference.Graphs.shape;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import org.junit.jupiter.api.Test;

class ElementwiseReferenceTest {

    @Test void roundsToHalfPrecisionOnceAndToEven() {
        Tensor x = f64(1 + 0x1p-11, 1 + 3 * 0x1p-11, 1 + 0x1p-11 + 0x1p-40, 65519.99, 65520, 0x1p-25, 0x1.000002p-25);
        Tensor y = eval(new Cast(Element.F16, true), x);
        assertArrayEquals(
                new double[] {1, 1 + 0x1p-9, 1 + 0x1p-10, 65504, Double.POSITIVE_INFINITY, 0, 0x1p-24}, y.toDoubles());
    }

    @Test void roundsToBrainFloatOnceAndToEven() {
        Tensor x = f64(1 + 0x1p-8, 1 + 3 * 0x1p-8, 1 + 0x1p-8 + 0x1p-50, Double.NaN);
        double[] y = eval(new Cast(Element.BF16, true), x).toDoubles();
        assertArrayEquals(new double[] {1, 1 + 0x1p-6, 1 + 0x1p-7, Double.NaN}, y);
    }

    @Test void roundsWideIntegersToFloatOnce() {
        long x = (1L << 62) + (1L << 38) + 1;
        Tensor y = eval(new Cast(Element.F32, true), ints(Element.I64, x, -x, Long.MIN_VALUE));
        assertArrayEquals(new double[] {(float) x, (float) -x, -0x1p63}, y.toDoubles());
        Tensor u = eval(new Cast(Element.F32, true), ints(Element.U64, -1, Long.MIN_VALUE));
        assertArrayEquals(new double[] {0x1p64, 0x1p63}, u.toDoubles());
    }

    @Test void castsToMinifloatsWithAndWithoutSaturation() {
        Tensor x = f32(448, 464, 465, -1000, 0x1p-10, 3 * 0x1p-10, Double.NEGATIVE_INFINITY);
        assertArrayEquals(
                new double[] {448, 448, 448, -448, 0, 0x1p-8, -448}, eval(new Cast(Element.F8E4M3FN, true), x).toDoubles());
        assertArrayEquals(
                new double[] {448, 448, Double.NaN, Double.NaN, 0, 0x1p-8, Double.NaN},
                eval(new Cast(Element.F8E4M3FN, false), x).toDoubles());
        assertArrayEquals(
                new double[] {0, 0, 1, 2, 6, -6},
                eval(new Cast(Element.F4E2M1, true), f32(0.2, 0.25, 0.75, 1.75, 100, -5.5)).toDoubles());
    }

    @Test void truncatesThenWrapsFloatsToIntegers() {
        Tensor x = f32(-1.9, 2.9, 300, -129, Double.NaN);
        assertArrayEquals(new long[] {-1, 2, 44, 127, 0}, eval(new Cast(Element.I8, true), x).toLongs());
        assertArrayEquals(new long[] {15, 2, 12, 15, 0}, eval(new Cast(Element.U4, true), x).toLongs());
        assertArrayEquals(
                new long[] {Long.MIN_VALUE, 1L << 40}, eval(new Cast(Element.U64, true), f64(0x1p63, 0x1p40)).toLongs());
        assertArrayEquals(new long[] {1, 1, 0, 1}, eval(new Cast(Element.BOOL, true), f32(0.5, Double.NaN, -0.0, 2)).toLongs());
    }

    @Test void wrapsIntegersToTheirWidth() {
        assertArrayEquals(new long[] {-128, 126},
                eval(new Add(), ints(Element.I8, 127, -128), ints(Element.I8, 1, -2)).toLongs());
        assertArrayEquals(new long[] {255}, eval(new Sub(), ints(Element.U8, 0), ints(Element.U8, 1)).toLongs());
        assertArrayEquals(
                new long[] {Integer.MIN_VALUE},
                eval(new Mul(), ints(Element.I32, 1 << 30), ints(Element.I32, 2)).toLongs());
    }

    @Test void dividesUnsignedNumbersAsSuch() {
        Tensor a = ints(Element.U64, -1);
        Tensor b = ints(Element.U64, 10);
        assertArrayEquals(new long[] {1844674407370955161L}, eval(new Div(), a, b).toLongs());
        assertArrayEquals(new long[] {5}, eval(new Mod(), a, b).toLongs());
        assertArrayEquals(new long[] {1}, eval(new Greater(), a, b).toLongs());
        assertArrayEquals(new long[] {-1}, eval(new Max(), a, b).toLongs());
    }

    @Test void takesTheSignOfARemainderFromTheRightOperand() {
        Tensor a = ints(Element.I32, -4, 7, 5, 4, -7, 8);
        Tensor b = ints(Element.I32, 2, -3, 8, -2, 3, 5);
        assertArrayEquals(new long[] {0, -2, 5, 0, 2, 3}, eval(new Mod(), a, b).toLongs());
        assertArrayEquals(new long[] {0, 1, 5, 0, -1, 3}, eval(new Fmod(), a, b).toLongs());
        assertArrayEquals(new double[] {1.5, -0.5}, eval(new Mod(), f32(-2.5, 3.5), f32(4, -4)).toDoubles());
        assertArrayEquals(new double[] {-2.5, 3.5}, eval(new Fmod(), f32(-2.5, 3.5), f32(4, -4)).toDoubles());
    }

    @Test void dividesIntegersTowardsZeroAndRefusesZero() {
        assertArrayEquals(new long[] {-2, 2}, eval(new Div(), ints(Element.I32, -5, -5), ints(Element.I32, 2, -2)).toLongs());
        var e = assertThrows(
                DyadicException.class, () -> eval(new Div(), ints(Element.I32, 1), ints(Element.I32, 0)));
        assertEquals("div: cannot take operands (1xi32, 1xi32): / by zero.", e.getMessage());
    }

    @Test void raisesToPowersOfOtherElements() {
        assertArrayEquals(new double[] {8, 0.25}, eval(new Pow(), f32(2, 2), ints(Element.I64, 3, -2)).toDoubles());
        assertArrayEquals(new long[] {8, 3}, eval(new Pow(), ints(Element.I32, 2, 9), f32(3, 0.5)).toLongs());
        assertArrayEquals(new long[] {-27, 1}, eval(new Pow(), ints(Element.I32, -3, -1), ints(Element.I32, 3, -2)).toLongs());
    }

    @Test void broadcastsBothOperands() {
        Tensor column = f32(10, 20).reshaped(2, 1);
        Tensor row = f32(1, 2, 3);
        Tensor y = eval(new Add(), column, row);
        assertEquals(Tensor.of(shape(2, 3), 11f, 12, 13, 21, 22, 23), y);
        assertEquals(Tensor.of(shape(0, 3), new float[0]), eval(new Mul(), Tensor.of(shape(0, 1), new float[0]), row));
        assertEquals(Tensor.scalar(Element.F32, 3),
                eval(new Add(), Tensor.scalar(Element.F32, 1), Tensor.scalar(Element.F32, 2)));
        var e = assertThrows(DyadicException.class, () -> eval(new Add(), f32(1, 2), row));
        assertTrue(e.getMessage().startsWith("add: shapes 2, 3 do not broadcast"), e.getMessage());
    }

    @Test void passesNanThroughExtremes() {
        Tensor a = f32(Double.NaN, 1);
        Tensor b = f32(1, Double.NaN);
        assertArrayEquals(new double[] {Double.NaN, Double.NaN}, eval(new Max(), a, b).toDoubles());
        assertArrayEquals(new double[] {Double.NaN, Double.NaN}, eval(new Min(), a, b).toDoubles());
        assertArrayEquals(new long[] {0, 0}, eval(new LessEqual(), a, b).toLongs());
    }

    @Test void readsBitsAsAnotherElement() {
        assertArrayEquals(new long[] {0x3f800000}, eval(new BitCast(Element.I32), f32(1)).toLongs());
        assertArrayEquals(new long[] {-1, 7}, eval(new BitCast(Element.I4), ints(Element.U4, 15, 7)).toLongs());
        assertArrayEquals(new double[] {-6, 1}, eval(new BitCast(Element.F4E2M1), ints(Element.I4, -1, 2)).toDoubles());
        assertThrows(DyadicException.class, () -> eval(new BitCast(Element.I16), f32(1)));
    }
}
