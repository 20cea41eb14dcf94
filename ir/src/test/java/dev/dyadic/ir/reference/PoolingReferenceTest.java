// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.op.AutoPad;
import dev.dyadic.ir.op.Pooling.AveragePool;
import dev.dyadic.ir.op.Pooling.Col2Im;
import dev.dyadic.ir.op.Pooling.LpPool;
import dev.dyadic.ir.op.Pooling.MaxPool;
import dev.dyadic.ir.op.Pooling.MaxUnpool;
import dev.dyadic.ir.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolingReferenceTest {

    private static final Tensor IMAGE = Tensor.of(new long[] {1, 1, 4, 4},
            new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

    private static Tensor line(float... values) {
        return Tensor.of(new long[] {1, 1, values.length}, values);
    }

    private static float[] average(Tensor x, List<Long> pads, boolean countPads) {
        List<Long> kernel = List.of(3L);
        var pool = new AveragePool(kernel, List.of(2L), pads, List.of(), AutoPad.EXPLICIT, true, countPads);
        return PoolingReference.run(pool, List.of(x), 1).getFirst().toFloats();
    }

    @Test void countsAWindowThatOnlyPartlyFitsWhereCeilSaysSo() {
        for (boolean columnMajor : List.of(false, true)) {
            var pool = new MaxPool(
                    List.of(3L, 3L), List.of(2L, 2L), List.of(), List.of(), AutoPad.EXPLICIT, true, columnMajor);
            List<Tensor> results = PoolingReference.run(pool, List.of(IMAGE), 2);
            assertArrayEquals(new float[] {11, 12, 15, 16}, results.getFirst().toFloats());
            long[] positions = columnMajor ? new long[] {10, 14, 11, 15} : new long[] {10, 11, 14, 15};
            assertArrayEquals(positions, results.getLast().toLongs());
        }
    }

    @Test void letsNoPaddingWin() {
        var pool = new MaxPool(
                List.of(2L), List.of(), List.of(1L, 1L), List.of(2L), AutoPad.EXPLICIT, false, false);
        Tensor y = PoolingReference.run(pool, List.of(line(-3, -1, -2)), 1).getFirst();
        assertArrayEquals(new float[] {-1, -2, -1}, y.toFloats());
    }

    @Test void dividesByPaddingButNotByWhatLiesBeyondIt() {
        assertArrayEquals(new float[] {2, 3.5f}, average(line(1, 2, 3, 4), List.of(), true));
        assertArrayEquals(new float[] {2, 7 / 3f}, average(line(1, 2, 3, 4), List.of(0L, 1L), true));
        assertArrayEquals(new float[] {2, 3.5f}, average(line(1, 2, 3, 4), List.of(0L, 1L), false));
    }

    @Test void dropsAWindowThatStartsInThePaddingAtTheEnd() {
        var pool = new AveragePool(
                List.of(3L), List.of(3L), List.of(1L, 1L), List.of(), AutoPad.EXPLICIT, true, true);
        assertArrayEquals(
                new float[] {1}, PoolingReference.run(pool, List.of(line(1, 2)), 1).getFirst().toFloats());
    }

    @Test void takesNorms() {
        var pool = new LpPool(List.of(2L), List.of(), List.of(), List.of(), AutoPad.EXPLICIT, false, 2);
        assertArrayEquals(
                new float[] {5, 4}, PoolingReference.run(pool, List.of(line(3, -4, 0)), 1).getFirst().toFloats());
    }

    @Test void putsValuesBackWhereTheyWere() {
        Tensor x = Tensor.of(new long[] {1, 1, 2, 2}, new float[] {1, 2, 3, 4});
        Tensor positions = Tensor.of(new long[] {1, 1, 2, 2}, 5, 7, 13, 15);
        var op = new MaxUnpool(List.of(2L, 2L), List.of(2L, 2L), List.of());
        assertEquals(
                Tensor.of(new long[] {1, 1, 4, 4}, new float[] {0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4}),
                PoolingReference.run(op, List.of(x, positions), 1).getFirst());
    }

    @Test void sumsColumnsThatOverlap() {
        Tensor columns = Tensor.of(new long[] {1, 2, 2}, new float[] {1, 2, 10, 20});
        assertEquals(
                line(1, 12, 20),
                PoolingReference.run(
                        new Col2Im(List.of(), List.of(), List.of()),
                        List.of(columns, Tensor.vector(3), Tensor.vector(2)),
                        1)
                        .getFirst());
    }
}
