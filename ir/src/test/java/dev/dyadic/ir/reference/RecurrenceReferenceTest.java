// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dyadic.ir.op.Recurrence.Direction;
import dev.dyadic.ir.op.Recurrence.Gru;
import dev.dyadic.ir.op.Recurrence.Lstm;
import dev.dyadic.ir.op.Recurrence.Rnn;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurrenceReferenceTest {

    private static Tensor floats(List<Integer> sizes, float... values) {
        return Tensor.of(sizes.stream().mapToLong(Integer::longValue).toArray(), values);
    }

    @Test void runsBackwardWithinEachSequence() {
        List<Tensor> ins = List.of(
                floats(List.of(3, 2, 1), 1, 10, 2, 20, 3, 30),
                floats(List.of(1, 1, 1), 1),
                floats(List.of(1, 1, 1), 1),
                floats(List.of(1, 2), 0, 0),
                Tensor.ofLongs(Element.I32, new long[] {2}, 3, 2),
                floats(List.of(1, 2, 1), 0, 0));
        var rnn = new Rnn(Direction.REVERSE, 1, List.of("Affine"), List.of(1.0), List.of(0.0), 0);
        assertEquals(
                List.of(floats(List.of(3, 1, 2, 1), 6, 30, 5, 20, 3, 0), floats(List.of(1, 2, 1), 6, 30)),
                RecurrenceReference.run(rnn, ins, 2));
    }

    @Test void resetsTheStateBeforeOrAfterItsProduct() {
        List<Tensor> ins = List.of(
                floats(List.of(1, 1, 1), 1),
                floats(List.of(1, 3, 1), 0.5f, 0.25f, 1),
                floats(List.of(1, 3, 1), 0, 0, 2),
                floats(List.of(1, 6), 0, 0, 0, 0, 0, 8),
                Tensor.ofLongs(Element.I32, new long[] {1}, 1),
                floats(List.of(1, 1, 1), 4));
        // z = 1/2, r = 1/4: h = z * 4 + (1 - z) * (1 + r * (2 * 4 + 8)), or with 2 * (r * 4) + 8 last.
        assertArrayEquals(new float[] {4.5f}, gru(ins, true));
        assertArrayEquals(new float[] {7.5f}, gru(ins, false));
    }

    private static float[] gru(List<Tensor> ins, boolean linearBeforeReset) {
        List<String> same = List.of("Affine", "Affine");
        return RecurrenceReference.run(
                new Gru(Direction.FORWARD, 1, same, List.of(), List.of(), 0, linearBeforeReset), ins, 1)
                .getFirst()
                .toFloats();
    }

    @Test void looksAtTheCellThroughPeepholes() {
        List<Tensor> ins = List.of(
                floats(List.of(1, 1, 1), 1),
                floats(List.of(1, 4, 1), 1, 2, 3, 4),
                floats(List.of(1, 4, 1), 0, 0, 0, 0),
                floats(List.of(1, 8), 0, 0, 0, 0, 0, 0, 0, 0),
                Tensor.ofLongs(Element.I32, new long[] {1}, 1),
                floats(List.of(1, 1, 1), 0),
                floats(List.of(1, 1, 1), 2),
                floats(List.of(1, 3), 1, 0.5f, -1));
        var lstm = new Lstm(
                Direction.FORWARD, 1, List.of("Relu", "Relu", "Relu"), List.of(), List.of(), 0, false);
        // i = 1 + 2, f = 3 - 2, c = 1 * 2 + 3 * 4, o = 2 + 14 / 2, h = o * c.
        assertEquals(
                List.of(floats(List.of(1, 1, 1, 1), 126), floats(List.of(1, 1, 1), 126), floats(List.of(1, 1, 1), 14)),
                RecurrenceReference.run(lstm, ins, 3));
    }
}
