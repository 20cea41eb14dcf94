// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.Control.If;
import dev.dyadic.ir.op.Control.Loop;
import dev.dyadic.ir.op.Control.Scan;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * The type rules of {@link Control}. A body is a graph with types of its own; the names of its sizes mean nothing outside, so sizes
 * that are no numbers get names after the results.
 */
final class ControlTypes {

    private ControlTypes() {}

    static List<Fact> infer(Control op, Site at) {
        return switch (op) {
            case If(Graph then, Graph otherwise) -> branches(then, otherwise, at);
            case Loop(Graph body, int states) -> loop(body, states, at);
            case Scan scan -> scan(scan, at);
        };
    }

    private static List<Fact> branches(Graph then, Graph otherwise, Site at) {
        at.must(0, Element.BOOL);
        at.single(0);
        int count = at.outs().size();
        if (then.outputs().size() != count || otherwise.outputs().size() != count) {
            throw at.wrong("the branches give " + then.outputs().size() + " and " + otherwise.outputs().size() + " results; the node has "
                    + count + ".");
        }
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            facts.add(Fact.of(joined(i, then.outputs().get(i).type(), otherwise.outputs().get(i).type(), at)));
        }
        return facts;
    }

    private static Type joined(int out, Type a, Type b, Site at) {
        if (a.knownElement().isPresent() && b.knownElement().isPresent() && !a.element().equals(b.element())) {
            throw at.wrong("the branches give " + a + " and " + b + " as result " + out + "; they must be of one element.");
        }
        Scalar scalar = a.knownElement().or(b::knownElement).map(Scalar.class::cast).orElse(Scalar.UNKNOWN);
        boolean comparable = a.shape().ranked() && b.shape().ranked() && a.shape().rank() == b.shape().rank();
        if (!comparable) return new Type(Shape.unranked(), scalar);
        List<Dim> dims = new ArrayList<>();
        for (int axis = 0; axis < a.shape().rank(); axis++) {
            Dim one = a.shape().dim(axis);
            boolean same = one.isConstant() && one.equals(b.shape().dim(axis));
            dims.add(same ? one : at.fresh(out, axis));
        }
        return new Type(Shape.of(dims), scalar);
    }

    private static List<Fact> loop(Graph body, int states, Site at) {
        at.takes(2 + states, Integer.MAX_VALUE);
        at.must(0, Element.I64);
        at.must(1, Element.BOOL);
        if (body.inputs().size() != at.count() || body.outputs().size() != at.outs().size() + 1) {
            throw at.wrong("the body takes " + body.inputs().size() + " values and gives " + body.outputs().size()
                    + "; it must take " + at.count() + " and give " + (at.outs().size() + 1) + ".");
        }
        boolean counted = at.in(1).constant().map(keep -> keep.getBoolean(0)).orElse(false)
                && body.outputs().getFirst().name().equals(body.inputs().get(1).name());
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < at.outs().size(); i++) {
            Type type = body.outputs().get(i + 1).type();
            if (i < states) facts.add(Fact.of(state(i, at.in(i + 2).type(), type, at)));
            else facts.add(Fact.of(stacked(i, type, 0, trips(i, counted, at), at)));
        }
        return facts;
    }

    private static Dim trips(int out, boolean counted, Site at) {
        return counted ? at.number(0).map(Dim::of).orElse(at.fresh(out, 0)) : at.fresh(out, 0);
    }

    /** A state ends as the body gives it, or as it began where the body does not run. */
    private static Type state(int out, Type first, Type later, Site at) {
        return joined(out, first, later, at);
    }

    private static Type stacked(int out, Type each, int axis, Dim length, Site at) {
        if (!each.shape().ranked()) return each;
        int rank = each.shape().rank() + 1;
        int along = at.axis(axis, rank);
        List<Dim> dims = new ArrayList<>();
        for (Dim dim : each.shape().dims()) dims.add(dim.isConstant() ? dim : Dim.UNKNOWN);
        dims.add(along, length);
        Scalar scalar = each.knownElement().map(Scalar.class::cast).orElse(Scalar.UNKNOWN);
        return new Type(at.named(out, Shape.of(dims)), scalar);
    }

    private static List<Fact> scan(Scan op, Site at) {
        int scanned = op.inputAxes().size();
        at.takes(op.states() + scanned, Integer.MAX_VALUE);
        if (op.body().inputs().size() != at.count() || op.body().outputs().size() != at.outs().size()) {
            throw at.wrong("the body takes " + op.body().inputs().size() + " values and gives " + op.body().outputs().size()
                    + "; it must take " + at.count() + " and give " + at.outs().size() + ".");
        }
        Dim length = Dim.UNKNOWN;
        for (int i = 0; i < scanned; i++) {
            Shape x = at.shape(op.states() + i);
            if (!x.ranked()) continue;
            Dim own = x.dim(at.axis(op.inputAxes().get(i), x.rank()));
            length = at.agree(length, own, "lengths of the scanned operands");
        }
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < at.outs().size(); i++) {
            Type type = op.body().outputs().get(i).type();
            boolean state = i < op.states();
            facts.add(Fact.of(
                    state
                            ? state(i, at.in(i).type(), type, at)
                            : stacked(i, type, op.outputAxes().get(i - op.states()), length, at)));
        }
        return facts;
    }
}
