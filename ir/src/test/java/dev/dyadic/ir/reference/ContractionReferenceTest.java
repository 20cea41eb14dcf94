// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static dev.dyadic.ir.reference.Graphs.eval;
import static dev.dyadic.ir.reference.Graphs.f32;
import static dev.dyadic.ir.reference.Graphs.ints;
import static dev.dyadic.ir.reference.Graphs.noise;
import static dev.dyadic.ir.reference.Graphs.shape;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Contraction.*;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractionReferenceTest {

    @Test void multipliesBatchesThatBroadcast() {
        Tensor a = noise(1, 3, 1, 2, 5);
        Tensor b = noise(2, 4, 5, 3);
        Tensor y = eval(new Matmul(), a, b);
        assertArrayEquals(shape(3, 4, 2, 3), y.sizes());
        for (int i = 0; i < 12; i++) {
            for (int r = 0; r < 2; r++) {
                for (int c = 0; c < 3; c++) {
                    double sum = 0;
                    for (int k = 0; k < 5; k++)
                        sum += a.getDouble((i / 4 * 2 + r) * 5 + k) * b.getDouble((i % 4 * 5 + k) * 3 + c);
                    assertEquals((float) sum, y.getDouble((i * 2 + r) * 3 + c));
                }
            }
        }
    }

    @Test void takesVectorsAsRowsAndColumns() {
        assertEquals(Tensor.scalar(Element.F32, 11), eval(new Matmul(), f32(1, 2), f32(3, 4)));
        assertEquals(f32(7, 10), eval(new Matmul(), f32(1, 2), Tensor.of(shape(2, 2), 1f, 2, 3, 4)));
        assertEquals(Tensor.of(shape(2, 2), 0f, 0, 0, 0), eval(new Matmul(), f32().reshaped(2, 0), f32().reshaped(0, 2)));
        assertThrows(DyadicException.class, () -> eval(new Matmul(), f32(1, 2), f32(1, 2, 3)));
    }

    @Test void multipliesCodesExactly() {
        Tensor a = ints(Element.U8, 11, 7, 3, 10, 6, 2).reshaped(2, 3);
        Tensor b = ints(Element.I8, 1, 4, -2, 5, 3, 6).reshaped(3, 2);
        Tensor y = eval(new MatmulInteger(), a, b, ints(Element.U8, 12, 2), ints(Element.I8, 0, 1));
        long[] expected = {-1 + 10 - 27, -3 - 20 - 45, 8 - 8 + 0, 24 + 16 + 0};
        assertArrayEquals(expected, y.toLongs());
        assertEquals(Element.I32, y.element());
    }

    @Test void convolvesInGroupsWithStridesPadsAndDilations() {
        Tensor x = noise(3, 2, 4, 7, 9);
        Tensor w = noise(4, 6, 2, 3, 2);
        Tensor bias = noise(5, 6);
        var op = new Conv(List.of(2L, 1L), List.of(1L, 0L, 2L, 3L), List.of(1L, 3L), 2, AutoPad.EXPLICIT);
        Tensor y = eval(op, x, w, bias);
        assertArrayEquals(shape(2, 6, 4, 9), y.sizes());
        int at = 0;
        for (int n = 0; n < 2; n++) {
            for (int m = 0; m < 6; m++) {
                for (int i = 0; i < 4; i++) {
                    for (int j = 0; j < 9; j++) {
                        double sum = 0;
                        for (int c = 0; c < 2; c++) {
                            for (int p = 0; p < 3; p++) {
                                for (int q = 0; q < 2; q++) {
                                    int row = i * 2 + p - 1;
                                    int column = j + q * 3;
                                    if (row < 0 || row >= 7 || column >= 9) continue;
                                    sum += x.getDouble(((n * 4 + m / 3 * 2 + c) * 7 + row) * 9 + column)
                                            * w.getDouble(((m * 2 + c) * 3 + p) * 2 + q);
                                }
                            }
                        }
                        assertEquals((float) (sum + bias.getDouble(m)), y.getDouble(at++));
                    }
                }
            }
        }
    }

    @Test void convolvesMoreWindowsThanItGathersAtATime() {
        Tensor x = noise(6, 1, 2, 3000);
        Tensor w = f32(1, -1, 0.5, 2).reshaped(1, 2, 2);
        Tensor y = eval(new Conv(List.of(), List.of(), List.of(), 1, AutoPad.EXPLICIT), x, w);
        assertEquals(2999, y.size(2));
        for (int i = 0; i < 2999; i++) {
            double sum = x.getDouble(i) - x.getDouble(i + 1) + 0.5 * x.getDouble(3000 + i) + 2 * x.getDouble(3001 + i);
            assertEquals((float) sum, y.getDouble(i));
        }
    }

    @Test void putsTheOddPadWhereAutoPadSays() {
        Tensor x = f32(1, 2, 3).reshaped(1, 1, 3);
        Tensor w = f32(1, 10).reshaped(1, 1, 2);
        var upper = new Conv(List.of(), List.of(), List.of(), 1, AutoPad.SAME_UPPER);
        var lower = new Conv(List.of(), List.of(), List.of(), 1, AutoPad.SAME_LOWER);
        assertArrayEquals(new double[] {21, 32, 3}, eval(upper, x, w).toDoubles());
        assertArrayEquals(new double[] {10, 21, 32}, eval(lower, x, w).toDoubles());
    }

    @Test void padsCodesWithTheirZeroPoint() {
        Tensor x = ints(Element.U8, 2, 3, 4).reshaped(1, 1, 3);
        Tensor w = ints(Element.U8, 1, 1, 1).reshaped(1, 1, 3);
        var op = new ConvInteger(List.of(), List.of(1L, 1L), List.of(), 1, AutoPad.EXPLICIT);
        assertArrayEquals(new long[] {3, 6, 5}, eval(op, x, w, Tensor.scalar(Element.U8, 1)).toLongs());
    }

    @Test void spreadsWhatAConvolutionGathers() {
        List<Long> strides = List.of(2L, 1L);
        List<Long> pads = List.of(1L, 0L, 0L, 1L);
        List<Long> dilations = List.of(1L, 2L);
        Tensor w = noise(7, 4, 3, 3, 2);
        Tensor x = noise(8, 1, 6, 7, 8);
        Tensor y = eval(new Conv(strides, pads, dilations, 2, AutoPad.EXPLICIT), x, w);
        Tensor g = noise(9, y.sizes());
        var back = new ConvTranspose(strides, pads, dilations, 2, AutoPad.EXPLICIT, List.of(1L, 0L), List.of());
        Tensor xg = eval(back, g, w);
        assertArrayEquals(x.sizes(), xg.sizes());
        double left = 0;
        double right = 0;
        for (int i = 0; i < y.count(); i++) left += y.getDouble(i) * g.getDouble(i);
        for (int i = 0; i < x.count(); i++) right += x.getDouble(i) * xg.getDouble(i);
        assertEquals(left, right, 1e-5);
    }

    @Test void isAPlainConvolutionWithoutDeformation() {
        Tensor x = noise(10, 1, 4, 6, 5);
        Tensor w = noise(11, 2, 4, 3, 2);
        Tensor bias = noise(12, 2);
        var pads = List.of(1L, 1L, 0L, 0L);
        Tensor y = eval(new Conv(List.of(), pads, List.of(), 1, AutoPad.EXPLICIT), x, w, bias);
        Tensor offset = Tensor.of(shape(1, 24, 5, 5), new float[600]);
        double[] ones = Collections.nCopies(300, 1.0).stream().mapToDouble(v -> v).toArray();
        Tensor mask = Tensor.ofDoubles(Element.F32, shape(1, 12, 5, 5), ones);
        Tensor z = eval(new DeformConv(List.of(), pads, List.of(), 1, 2), x, w, offset, bias, mask);
        assertArrayEquals(y.toDoubles(), z.toDoubles(), 1e-6);
    }

    @Test void sumsOverLetters() {
        Tensor a = Tensor.of(shape(2, 2), 1f, 2, 3, 4);
        assertEquals(Tensor.scalar(Element.F32, 5), eval(new Einsum("ii"), a));
        assertEquals(f32(1, 4), eval(new Einsum("ii->i"), a));
        assertEquals(Tensor.of(shape(2, 2), 1f, 3, 2, 4), eval(new Einsum("ba"), a));
        Tensor b = noise(13, 3, 2, 4);
        Tensor c = noise(14, 3, 4, 2);
        assertEquals(eval(new Matmul(), b, c), eval(new Einsum("...ij, ...jk -> ...ik"), b, c));
        assertThrows(DyadicException.class, () -> eval(new Einsum("ij,jk"), a));
    }

    @Test void findsDeterminants() {
        Tensor x = Tensor.of(shape(2, 2, 2), 0f, 2, 3, 4, 1, 2, 2, 4);
        assertEquals(f32(-6, 0), eval(new Det(), x));
    }
}
