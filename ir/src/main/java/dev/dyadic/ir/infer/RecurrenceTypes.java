// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Recurrence;
import dev.dyadic.ir.op.Recurrence.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.List;

/** The type rules of {@link Recurrence}. */
final class RecurrenceTypes {

    private RecurrenceTypes() {}

    static List<Fact> infer(Recurrence op, Site at) {
        return switch (op) {
            case Rnn rnn -> layer(rnn.direction(), rnn.hidden(), 1, 6, 2, at);
            case Gru gru -> layer(gru.direction(), gru.hidden(), 3, 6, 2, at);
            case Lstm lstm -> layer(lstm.direction(), lstm.hidden(), 4, 8, 3, at);
        };
    }

    private static List<Fact> layer(Direction direction, long hidden, int gates, int operands, int results, Site at) {
        at.takes(operands, operands);
        at.gives(1, results);
        if (hidden < 1 || hidden > Integer.MAX_VALUE)
            throw at.wrong("found a hidden size of " + hidden + "; it must be positive.");
        Dim directions = Dim.of(direction == Direction.BIDIRECTIONAL ? 2 : 1);
        Dim h = Dim.of(hidden);
        Shape x = at.shape(0, 3);
        Scalar scalar = at.scalar(0, Want.FLOAT);
        at.same(0, 1, 2, 3, 5);
        at.scalar(4, Want.INTEGER);
        weights(1, directions, h.times(Dim.of(gates)), x.dim(2), at);
        weights(2, directions, h.times(Dim.of(gates)), h, at);
        Shape bias = at.shape(3, 2);
        at.agree(bias.dim(0), directions, "directions of the bias");
        at.agree(bias.dim(1), h.times(Dim.of(2L * gates)), "size of the bias and of the gates");
        at.agree(at.shape(4, 1).dim(0), x.dim(1), "number of lengths and batch");
        for (int i = 5; i < Math.min(operands, 7); i++) {
            Shape state = at.shape(i, 3);
            at.agree(state.dim(0), directions, "directions of the initial state");
            at.agree(state.dim(1), x.dim(1), "batch of the initial state and of x");
            at.agree(state.dim(2), h, "size of the initial state and the hidden size");
        }
        Fact all = Fact.of(new Type(Shape.of(List.of(x.dim(0), directions, x.dim(1), h)), scalar));
        Fact last = Fact.of(new Type(Shape.of(List.of(directions, x.dim(1), h)), scalar));
        return List.of(all, last, last).subList(0, at.outs().size());
    }

    private static void weights(int operand, Dim directions, Dim rows, Dim columns, Site at) {
        Shape w = at.shape(operand, 3);
        at.agree(w.dim(0), directions, "directions of operand " + operand);
        at.agree(w.dim(1), rows, "rows of operand " + operand + " and of the gates");
        at.agree(w.dim(2), columns, "columns of operand " + operand + " and what they multiply");
    }
}
