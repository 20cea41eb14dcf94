// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.IntegerOp;
import dev.dyadic.ir.op.IntegerOp.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import java.util.List;

/** The type rules of {@link IntegerOp}. */
final class IntegerTypes {

    private static final int MOST_TABLE_BITS = 16;
    private static final int CODES = 256;

    private IntegerTypes() {}

    static List<Fact> infer(IntegerOp op, Site at) {
        at.gives(1, 1);
        return switch (op) {
            case Clamp _ -> clamp(at);
            case Requant(Element to, int axis, _, _, _, _) -> requant(to, axis, at);
            case RequantAdd add -> requantAdd(add.to(), at);
            case ScaleGroups(int axis, long group) -> groups(axis, group, at);
            case Table _ -> table(at);
            case CodeSoftmax(int axis, Element to, _, _) -> softmax(axis, to, at);
        };
    }

    private static List<Fact> clamp(Site at) {
        at.takes(1, 1);
        return Site.one(at.shape(0), at.scalar(0, Want.INTEGER));
    }

    private static List<Fact> requant(Element to, int axis, Site at) {
        at.takes(3, 3);
        for (int i = 0; i < 3; i++) at.must(i, Element.I32);
        for (int i = 1; i < 3; i++) {
            at.rank(i, 0, 1);
            boolean vector = at.shape(i).ranked() && at.shape(i).rank() == 1 && !at.shape(i).dim(0).is(1);
            if (!vector || !at.shape(0).ranked()) continue;
            int along = at.axis(axis, at.shape(0).rank());
            at.agree(at.shape(0).dim(along), at.shape(i).dim(0), "size of axis " + along + " and of operand " + i);
        }
        return Site.one(at.shape(0), to);
    }

    private static List<Fact> requantAdd(Element to, Site at) {
        at.takes(2, 2);
        at.scalar(0, Want.INTEGER);
        at.scalar(1, Want.INTEGER);
        return Site.one(Broadcasting.all(at), to);
    }

    private static List<Fact> groups(int axis, long group, Site at) {
        at.takes(2, 2);
        at.scalar(0, Want.INTEGER);
        at.must(1, Element.I8);
        if (group < 1) throw at.wrong("found groups of " + group + "; a group has at least 1 code.");
        Shape codes = at.shape(0);
        if (at.element(0).filter(element -> element.bits() > 8).isPresent()) {
            throw at.wrong("operand 0 is " + at.in(0).type() + "; codes of groups have up to 8 bits.");
        }
        if (!codes.ranked()) return Site.one(codes, Element.I8);
        int along = at.axis(axis, codes.rank());
        Shape multiples = at.shape(1, codes.rank());
        for (int i = 0; i < codes.rank(); i++) {
            Dim wanted = i == along ? codes.dim(i).ceilDiv(Dim.of(group)) : codes.dim(i);
            at.agree(wanted, multiples.dim(i), i == along ? "groups and multiples along axis " + i : "sizes of axis " + i);
        }
        return Site.one(codes, Element.I8);
    }

    private static List<Fact> table(Site at) {
        at.takes(2, 2);
        at.scalar(0, Want.INTEGER);
        Shape values = at.shape(1, 1);
        if (at.element(0).isPresent()) {
            int bits = at.element(0).get().bits();
            if (bits > MOST_TABLE_BITS) {
                throw at.wrong("operand 0 is " + at.in(0).type() + "; codes of a table have up to 16 bits.");
            }
            at.agree(values.dim(0), Dim.of(1L << bits), "entries of the table and number of codes");
        }
        return Site.one(at.shape(0), at.scalar(1));
    }

    private static List<Fact> softmax(int axis, Element to, Site at) {
        at.takes(2, 2);
        at.scalar(0, Want.INTEGER);
        at.must(1, Element.U32);
        at.agree(at.shape(1, 1).dim(0), Dim.of(CODES), "exponentials and number of codes");
        if (at.shape(0).ranked()) at.axis(axis, at.shape(0).rank());
        return Site.one(at.shape(0), to);
    }
}
