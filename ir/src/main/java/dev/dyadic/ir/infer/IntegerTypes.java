// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.IntegerOp.Clamp;
import dev.dyadic.ir.op.IntegerOp.CodeSoftmax;
import dev.dyadic.ir.op.IntegerOp.Requant;
import dev.dyadic.ir.op.IntegerOp.RequantAdd;
import dev.dyadic.ir.op.IntegerOp.Table;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.List;

/** The type rules of {@link IntegerOp}. What codes stand for is not inferred: a pass that knows the scale says so in the type. */
final class IntegerTypes {

    private IntegerTypes() {}

    static List<Fact> infer(IntegerOp op, Site at) {
        at.gives(1, 1);
        return switch (op) {
            case Clamp(long lo, long hi) -> clamp(lo, hi, at);
            case Requant requant -> requant(requant, at);
            case RequantAdd add -> add(add, at);
            case Table _ -> table(at);
            case CodeSoftmax softmax -> softmax(softmax, at);
        };
    }

    private static List<Fact> clamp(long lo, long hi, Site at) {
        at.takes(1, 1);
        at.scalar(0, Want.INTEGER);
        if (lo > hi) throw at.wrong("the range is " + lo + " to " + hi + "; it must not be empty.");
        return Site.one(at.shape(0), at.moved(0));
    }

    private static List<Fact> requant(Requant op, Site at) {
        at.takes(3, 3);
        at.must(0, Element.I32);
        at.must(1, Element.I32);
        at.must(2, Element.I32);
        for (int operand = 1; operand <= 2; operand++) {
            at.rank(operand, 0, 1);
            Shape x = at.shape(0);
            Shape each = at.shape(operand);
            if (!x.ranked() || !each.ranked() || each.rank() == 0) continue;
            at.agree(x.dim(at.axis(op.axis(), x.rank())), each.dim(0), "operand " + operand + " along axis " + op.axis());
        }
        range(op.to(), op.zero(), op.lo(), op.hi(), at);
        return Site.one(at.shape(0), op.to());
    }

    private static List<Fact> add(RequantAdd op, Site at) {
        at.takes(2, 2);
        at.scalar(0, Want.INTEGER);
        at.scalar(1, Want.INTEGER);
        if (op.shift() < 1 || op.shift() > 62) throw at.wrong("the shift is " + op.shift() + "; it must be 1 to 62.");
        range(op.to(), op.zero(), op.lo(), op.hi(), at);
        return Site.one(Broadcasting.both(at, at.shape(0), at.shape(1)), op.to());
    }

    private static void range(Element to, long zero, long lo, long hi, Site at) {
        if (!to.isInteger() || to.bits() > 32) throw at.wrong("the result is " + to + "; it must be an integer of up to 32 bits.");
        boolean fits = to.min() <= lo && lo <= hi && hi <= to.max() && to.min() <= zero && zero <= to.max();
        if (!fits) throw at.wrong("the range is " + lo + " to " + hi + " around " + zero + "; it must lie within " + to + ".");
    }

    private static List<Fact> table(Site at) {
        at.takes(2, 2);
        at.scalar(0, Want.INTEGER);
        at.rank(1, 1, 1);
        at.element(0).ifPresent(element -> {
            if (element.bits() > 16) throw at.wrong("operand 0 is " + at.in(0).type() + "; its codes must have at most 16 bits.");
            at.agree(dev.dyadic.ir.type.Dim.of(1L << element.bits()), at.shape(1).dim(0), "entries of the table");
        });
        return Site.one(at.shape(0), at.scalar(1));
    }

    private static List<Fact> softmax(CodeSoftmax op, Site at) {
        at.takes(2, 2);
        at.scalar(0, Want.INTEGER);
        at.must(1, Element.U32);
        if (op.levels() < 1) throw at.wrong("there are " + op.levels() + " levels; there must be at least 1.");
        range(op.to(), op.zero(), op.zero(), op.zero() + op.levels(), at);
        if (at.shape(0).ranked()) at.axis(op.axis(), at.shape(0).rank());
        return Site.one(at.shape(0), op.to());
    }
}
