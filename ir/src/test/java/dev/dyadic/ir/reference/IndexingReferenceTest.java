// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.op.Indexing.Combine;
import dev.dyadic.ir.op.Indexing.Compress;
import dev.dyadic.ir.op.Indexing.Gather;
import dev.dyadic.ir.op.Indexing.GatherNd;
import dev.dyadic.ir.op.Indexing.NonMaxSuppression;
import dev.dyadic.ir.op.Indexing.NonZero;
import dev.dyadic.ir.op.Indexing.OneHot;
import dev.dyadic.ir.op.Indexing.ScatterElements;
import dev.dyadic.ir.op.Indexing.ScatterNd;
import dev.dyadic.ir.op.Indexing.TopK;
import dev.dyadic.ir.op.Indexing.Unique;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IndexingReferenceTest {

    private static final Tensor MATRIX = Tensor.of(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);

    private static Tensor scatter(Combine combine, Tensor x, Tensor indices, Tensor updates) {
        return IndexingReference.run(new ScatterElements(0, combine), List.of(x, indices, updates), 1).getFirst();
    }

    @Test void gathersFromTheEndToo() {
        assertEquals(
                Tensor.of(new long[] {2, 2}, 3, 1, 6, 4),
                IndexingReference.run(new Gather(1), List.of(MATRIX, Tensor.vector(-1, 0)), 1).getFirst());
    }

    @Test void refusesAnIndexOutOfRange() {
        var lost = assertThrows(
                DyadicException.class,
                () -> IndexingReference.run(new Gather(1), List.of(MATRIX, Tensor.vector(3)), 1));
        assertEquals(
                "index 3 lies outside of an axis of size 3; it must be at least -3 and below 3.", lost.getMessage());
    }

    @Test void gathersTuplesWithinEachBatchEntry() {
        Tensor tuples = Tensor.of(new long[] {2, 1}, 2, 0);
        assertEquals(
                Tensor.vector(3, 4), IndexingReference.run(new GatherNd(1), List.of(MATRIX, tuples), 1).getFirst());
    }

    @Test void combinesUpdatesThatMeet() {
        Tensor x = Tensor.vector(1, 2, 3);
        Tensor indices = Tensor.vector(1, 1, -1);
        Tensor updates = Tensor.vector(10, 20, 30);
        assertEquals(Tensor.vector(1, 20, 30), scatter(Combine.REPLACE, x, indices, updates));
        assertEquals(Tensor.vector(1, 32, 33), scatter(Combine.ADD, x, indices, updates));
        assertEquals(Tensor.vector(1, 400, 90), scatter(Combine.MUL, x, indices, updates));
        assertEquals(Tensor.vector(1, 2, 3), scatter(Combine.MIN, x, indices, updates));
        assertEquals(Tensor.vector(1, 20, 30), scatter(Combine.MAX, x, indices, updates));
    }

    @Test void comparesUnsignedNumbersAsSuch() {
        Tensor one = Tensor.ofLongs(Element.U64, new long[] {1}, 1);
        Tensor top = Tensor.ofLongs(Element.U64, new long[] {1}, -1);
        assertEquals(top, scatter(Combine.MAX, one, Tensor.vector(0), top));
        assertEquals(one, scatter(Combine.MIN, one, Tensor.vector(0), top));
    }

    @Test void scattersSlicesByTuple() {
        Tensor updates = Tensor.of(new long[] {1, 3}, 7, 8, 9);
        assertEquals(
                Tensor.of(new long[] {2, 3}, 1, 2, 3, 7, 8, 9),
                IndexingReference.run(
                        new ScatterNd(Combine.REPLACE),
                        List.of(MATRIX, Tensor.of(new long[] {1, 1}, -1), updates),
                        1)
                        .getFirst());
    }

    @Test void picksTheSmallerPositionOfTies() {
        Tensor x = Tensor.vector(3, 1, 3, 2, 1);
        Tensor three = Tensor.vector(3);
        assertEquals(
                List.of(Tensor.vector(3, 3, 2), Tensor.vector(0, 2, 3)),
                IndexingReference.run(new TopK(0, true, true), List.of(x, three), 2));
        assertEquals(
                List.of(Tensor.vector(1, 1, 2), Tensor.vector(1, 4, 3)),
                IndexingReference.run(new TopK(-1, false, true), List.of(x, three), 2));
    }

    @Test void findsDifferentElementsInEitherOrder() {
        Tensor x = Tensor.vector(2, 1, 1, 3, 4, 3);
        assertEquals(
                List.of(
                        Tensor.vector(1, 2, 3, 4),
                        Tensor.vector(1, 0, 3, 4),
                        Tensor.vector(1, 0, 0, 2, 3, 2),
                        Tensor.vector(2, 1, 2, 1)),
                IndexingReference.run(new Unique(OptionalInt.empty(), true), List.of(x), 4));
        assertEquals(
                List.of(
                        Tensor.vector(2, 1, 3, 4),
                        Tensor.vector(0, 1, 3, 4),
                        Tensor.vector(0, 1, 1, 2, 3, 2),
                        Tensor.vector(1, 2, 2, 1)),
                IndexingReference.run(new Unique(OptionalInt.empty(), false), List.of(x), 4));
    }

    @Test void findsDifferentColumns() {
        Tensor x = Tensor.of(new long[] {2, 3}, 2, 1, 2, 0, 5, 0);
        assertEquals(
                Tensor.of(new long[] {2, 2}, 1, 2, 5, 0),
                IndexingReference.run(new Unique(OptionalInt.of(-1), true), List.of(x), 1).getFirst());
    }

    @Test void leavesRowsOffForIndicesOutOfRange() {
        List<Tensor> ins = List.of(Tensor.vector(1, -1, 7), Tensor.vector(3), Tensor.vector(0, 5));
        assertEquals(
                Tensor.of(new long[] {3, 3}, 0, 5, 0, 0, 0, 5, 0, 0, 0),
                IndexingReference.run(new OneHot(-1), ins, 1).getFirst());
    }

    @Test void keepsWhatIsNamed() {
        Tensor keep = Tensor.ofLongs(Element.BOOL, new long[] {2}, 0, 1);
        assertEquals(
                Tensor.of(new long[] {2, 1}, 2, 5),
                IndexingReference.run(new Compress(OptionalInt.of(1)), List.of(MATRIX, keep), 1).getFirst());
        assertEquals(
                Tensor.vector(2),
                IndexingReference.run(new Compress(OptionalInt.empty()), List.of(MATRIX, keep), 1).getFirst());
    }

    @Test void listsCoordinatesAxisByAxis() {
        Tensor x = Tensor.of(new long[] {2, 2}, new float[] {0, Float.NaN, 3, -0f});
        assertEquals(
                Tensor.of(new long[] {2, 2}, 0, 1, 1, 0), IndexingReference.run(new NonZero(), List.of(x), 1).getFirst());
    }

    @Test void suppressesABoxWhoseCornersAreSwapped() {
        float[] corners = {0, 0, 1, 1, 1, 1, 0, 0, 5, 5, 6, 6};
        List<Tensor> ins = List.of(
                Tensor.of(new long[] {1, 3, 4}, corners),
                Tensor.of(new long[] {1, 1, 3}, new float[] {0.5f, 0.9f, 0.7f}),
                Tensor.vector(3),
                Tensor.of(new long[] {1}, new float[] {0.5f}),
                Tensor.of(new long[] {1}, new float[] {0}));
        assertEquals(
                Tensor.of(new long[] {2, 3}, 0, 0, 1, 0, 0, 2),
                IndexingReference.run(new NonMaxSuppression(false), ins, 1).getFirst());
    }
}
