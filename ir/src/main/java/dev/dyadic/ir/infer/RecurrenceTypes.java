// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Recurrence;
import dev.dyadic.ir.op.Recurrence.Direction;
import dev.dyadic.ir.op.Recurrence.Gru;
import dev.dyadic.ir.op.Recurrence.Lstm;
import dev.dyadic.ir.op.Recurrence.Rnn;
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
        if (hidden < 1) throw at.wrong("the hidden size is " + hidden + "; it must be positive.");
        at.rank(0, 3, 3);
        at.rank(1, 3, 3);
        at.rank(2, 3, 3);
        Scalar scalar = at.scalar(0, Want.FLOAT);
        Dim directions = Dim.of(direction == Direction.BIDIRECTIONAL ? 2 : 1);
        if (at.shape(1).ranked()) {
            at.agree(at.shape(1).dim(0), directions, "directions of the weights");
            at.agree(at.shape(1).dim(1), Dim.of(gates * hidden), "rows of the weights");
            if (at.shape(0).ranked()) at.agree(at.shape(1).dim(2), at.shape(0).dim(2), "width of input and weights");
        }
        Shape x = at.shape(0).ranked() ? at.shape(0) : at.fresh(0, 3, 0);
        Shape all = Shape.of(List.of(x.dim(0), directions, x.dim(1), Dim.of(hidden)));
        Shape last = Shape.of(List.of(directions, x.dim(1), Dim.of(hidden)));
        List<Fact> facts =
                List.of(Fact.of(new Type(all, scalar)), Fact.of(new Type(last, scalar)), Fact.of(new Type(last, scalar)));
        return facts.subList(0, at.outs().size());
    }
}
