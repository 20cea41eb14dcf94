// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Movement.Concat;
import dev.dyadic.ir.op.Movement.Expand;
import dev.dyadic.ir.op.Movement.Pad;
import dev.dyadic.ir.op.Movement.Reshape;
import dev.dyadic.ir.op.Movement.ReverseSequence;
import dev.dyadic.ir.op.Movement.Slice;
import dev.dyadic.ir.op.Movement.Split;
import dev.dyadic.ir.op.Movement.Tile;
import dev.dyadic.ir.op.Movement.Transpose;
import dev.dyadic.ir.op.Movement.Trilu;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovementReferenceTest {

    private static final Tensor FIVE = Tensor.vector(0, 1, 2, 3, 4);
    private static final Tensor MATRIX = Tensor.of(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);

    private static long[] slice(long start, long end, long step) {
        Tensor axis = Tensor.vector(0);
        return MovementReference.run(
                new Slice(), List.of(FIVE, Tensor.vector(start), Tensor.vector(end), axis, Tensor.vector(step)), 1)
                .getFirst()
                .toLongs();
    }

    private static Tensor pad(Tensor x, Pad.Mode mode, long... pads) {
        return MovementReference.run(new Pad(mode), List.of(x, Tensor.vector(pads), Tensor.scalar(Element.I64, 0)), 1)
                .getFirst();
    }

    @Test void slicesBackwardToTheVeryFirstElement() {
        assertArrayEquals(new long[] {4, 2, 0}, slice(-1, Long.MIN_VALUE, -2));
        assertArrayEquals(new long[] {3, 2, 1}, slice(3, 0, -1));
    }

    @Test void clampsTheStartOfABackwardSliceToTheFirstElement() {
        assertArrayEquals(new long[] {0}, slice(-100, Integer.MIN_VALUE, -1));
        assertArrayEquals(new long[] {4, 3}, slice(100, 2, -1));
    }

    @Test void slicesForwardPastTheEndAndByAnyStep() {
        assertArrayEquals(new long[] {3, 4}, slice(-2, Long.MAX_VALUE, 1));
        assertArrayEquals(new long[] {1}, slice(1, 5, Long.MAX_VALUE));
        assertArrayEquals(new long[] {}, slice(4, 2, 1));
    }

    @Test void refusesASliceThatStandsStill() {
        assertThrows(DyadicException.class, () -> slice(0, 1, 0));
    }

    @Test void reflectsAsOftenAsItMust() {
        Tensor three = Tensor.vector(1, 2, 3);
        assertEquals(Tensor.vector(1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3), pad(three, Pad.Mode.REFLECT, 4, 4));
        assertEquals(Tensor.vector(2, 3, 1, 2, 3, 1), pad(three, Pad.Mode.WRAP, 2, 1));
        assertEquals(Tensor.vector(1, 1, 1, 2), pad(three, Pad.Mode.EDGE, 2, -1));
    }

    @Test void cropsAndPadsOnlyTheNamedAxes() {
        List<Tensor> ins = List.of(MATRIX, Tensor.vector(-1, 2), Tensor.scalar(Element.I64, 9), Tensor.vector(-1));
        assertEquals(
                Tensor.of(new long[] {2, 4}, 2, 3, 9, 9, 5, 6, 9, 9),
                MovementReference.run(new Pad(Pad.Mode.CONSTANT), ins, 1).getFirst());
    }

    @Test void splitsWithASmallerLastPart() {
        Tensor seven = Tensor.vector(0, 1, 2, 3, 4, 5, 6);
        assertEquals(
                List.of(Tensor.vector(0, 1, 2), Tensor.vector(3, 4, 5), Tensor.vector(6)),
                MovementReference.run(new Split(0), List.of(seven), 3));
        assertEquals(
                List.of(Tensor.vector(), FIVE), MovementReference.run(new Split(0), List.of(FIVE, Tensor.vector(0, 5)), 2));
        assertThrows(DyadicException.class, () -> MovementReference.run(new Split(0), List.of(FIVE), 4));
    }

    @Test void infersOneSizeAndCopiesOthers() {
        Tensor x = Tensor.of(new long[] {2, 3, 2}, new long[12]);
        Tensor y = MovementReference.run(new Reshape(true), List.of(x, Tensor.vector(0, -1)), 1).getFirst();
        assertArrayEquals(new long[] {2, 6}, y.sizes());
        Tensor empty = Tensor.of(new long[] {0, 3}, new long[0]);
        Tensor kept = MovementReference.run(new Reshape(false), List.of(empty, Tensor.vector(3, 0)), 1).getFirst();
        assertArrayEquals(new long[] {3, 0}, kept.sizes());
        var lost = assertThrows(
                DyadicException.class, () -> MovementReference.run(new Reshape(true), List.of(x, Tensor.vector(5, -1)), 1));
        assertEquals(
                "2x3x2xi64 cannot be reshaped to [5, -1]: it has 12 elements; the shape must hold as many.", lost.getMessage());
    }

    @Test void movesEveryElementByItsBytes() {
        Tensor bools = Tensor.ofLongs(Element.BOOL, new long[] {1, 3}, 1, 0, 1);
        assertEquals(
                Tensor.ofLongs(Element.BOOL, new long[] {3, 1}, 1, 0, 1),
                MovementReference.run(new Transpose(List.of()), List.of(bools), 1).getFirst());
        assertEquals(
                Tensor.ofLongs(Element.BOOL, new long[] {2, 3}, 1, 0, 1, 1, 0, 1),
                MovementReference.run(new Expand(), List.of(bools, Tensor.vector(2, 1)), 1).getFirst());
        Tensor halves = Tensor.ofDoubles(Element.F16, new long[] {2}, Double.NaN, -0.0);
        assertEquals(
                Tensor.ofDoubles(Element.F16, new long[] {4}, Double.NaN, -0.0, Double.NaN, -0.0),
                MovementReference.run(new Tile(), List.of(halves, Tensor.vector(2)), 1).getFirst());
    }

    @Test void joinsAlongAnInnerAxis() {
        Tensor column = Tensor.of(new long[] {2, 1}, 7, 8);
        assertEquals(
                Tensor.of(new long[] {2, 4}, 1, 2, 3, 7, 4, 5, 6, 8),
                MovementReference.run(new Concat(-1), List.of(MATRIX, column), 1).getFirst());
    }

    @Test void keepsATriangleForAnyDiagonal() {
        assertEquals(Tensor.of(new long[] {2, 3}, 0, 2, 3, 0, 0, 6), triangle(true, 1));
        assertEquals(Tensor.of(new long[] {2, 3}, new long[6]), triangle(true, Long.MAX_VALUE));
        assertEquals(MATRIX, triangle(false, Long.MAX_VALUE));
        assertEquals(Tensor.of(new long[] {2, 3}, 0, 0, 0, 4, 0, 0), triangle(false, -1));
    }

    private static Tensor triangle(boolean upper, long k) {
        return MovementReference.run(new Trilu(upper), List.of(MATRIX, Tensor.of(new long[0], k)), 1).getFirst();
    }

    @Test void reversesEachEntryUpToItsLength() {
        assertEquals(
                Tensor.of(new long[] {2, 3}, 2, 1, 3, 6, 5, 4),
                MovementReference.run(new ReverseSequence(0, 1), List.of(MATRIX, Tensor.vector(2, 3)), 1).getFirst());
    }
}
