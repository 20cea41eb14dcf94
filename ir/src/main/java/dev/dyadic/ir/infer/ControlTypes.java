// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.infer.Site.Want;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.Control.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The type rules of {@link Control}: the types of the bodies' outputs, as far as they hold outside of the body. */
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
        at.takes(1, Integer.MAX_VALUE);
        at.scalar(0, Want.BOOL);
        at.single(0);
        for (Graph branch : List.of(then, otherwise)) {
            passes(branch, at.count() - 1, at);
            returns(branch, at.outs().size(), at);
        }
        Optional<Long> condition = at.number(0);
        List<Fact> results = new ArrayList<>();
        for (int i = 0; i < at.outs().size(); i++) {
            Type yes = then.outputs().get(i).type();
            Type no = otherwise.outputs().get(i).type();
            Type type = condition.isPresent() ? condition.get() != 0 ? yes : no : joined(yes, no, i, at);
            results.add(Fact.of(outside(type, at)));
        }
        return results;
    }

    private static void passes(Graph body, int operands, Site at) {
        if (body.inputs().size() == operands) return;
        throw at.wrong("graph @" + body.name() + " takes " + body.inputs().size() + " inputs, found " + operands + ".");
    }

    private static void returns(Graph body, int results, Site at) {
        if (body.outputs().size() == results) return;
        throw at.wrong("graph @" + body.name() + " returns " + body.outputs().size() + " values; there must be " + results + ".");
    }

    /** What holds of both types. */
    private static Type joined(Type a, Type b, int out, Site at) {
        Optional<Element> one = a.knownElement();
        Optional<Element> other = b.knownElement();
        if (one.isPresent() && other.isPresent() && !one.equals(other)) {
            throw at.wrong("result " + out + " is " + a + " or " + b + "; it must be of one element.");
        }
        Scalar scalar = one.or(() -> other).<Scalar>map(each -> each).orElse(Scalar.UNKNOWN);
        return new Type(Joining.shape(a.shape(), b.shape()), scalar);
    }

    /** Names that only the body knows mean nothing outside of it. */
    private static Type outside(Type type, Site at) {
        if (!type.shape().ranked()) return type;
        Set<String> known = new HashSet<>();
        for (Fact in : at.ins()) {
            for (Dim dim : in.shape().dims()) known.addAll(dim.names());
            in.elements().ifPresent(all -> all.forEach(dim -> known.addAll(dim.names())));
        }
        List<Dim> dims = type.shape().dims().stream()
                .map(dim -> known.containsAll(dim.names()) ? dim : Dim.UNKNOWN)
                .toList();
        return type.with(Shape.of(dims));
    }

    private static List<Fact> loop(Graph body, int states, Site at) {
        at.takes(2 + states, Integer.MAX_VALUE);
        at.must(0, Element.I64);
        at.scalar(1, Want.BOOL);
        at.single(0);
        at.single(1);
        passes(body, at.count(), at);
        returns(body, at.outs().size() + 1, at);
        List<Fact> results = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            Type initial = at.in(2 + i).type();
            results.add(Fact.of(outside(joined(initial, body.outputs().get(1 + i).type(), i, at), at)));
        }
        Dim trips = steady(body, at) ? at.size(0).max(Dim.ZERO) : Dim.UNKNOWN;
        for (int i = states; i < at.outs().size(); i++) {
            Type row = outside(body.outputs().get(1 + i).type(), at);
            results.add(Fact.of(stacked(row, 0, trips, at)));
        }
        return results;
    }

    /** Whether a loop runs all its trips: its condition is true and stays what it is. */
    private static boolean steady(Graph body, Site at) {
        if (at.number(1).isEmpty() || at.number(1).get() == 0) return false;
        Value condition = body.outputs().getFirst();
        Value source = Joining.source(body, condition);
        return source.equals(body.inputs().get(1)) || Joining.isTrue(body, source);
    }

    private static Type stacked(Type row, int axis, Dim count, Site at) {
        if (!row.shape().ranked()) return row;
        List<Dim> dims = new ArrayList<>(row.shape().dims());
        dims.add(at.axis(axis, dims.size() + 1), count);
        return row.with(Shape.of(dims));
    }

    private static List<Fact> scan(Scan scan, Site at) {
        int states = scan.states();
        int inputs = scan.inputAxes().size();
        at.takes(states + inputs, Integer.MAX_VALUE);
        passes(scan.body(), at.count(), at);
        returns(scan.body(), at.outs().size(), at);
        if (scan.outputAxes().size() != at.outs().size() - states) {
            throw at.wrong("found " + scan.outputAxes().size() + " output axes for " + (at.outs().size() - states)
                    + " scanned results; there must be as many.");
        }
        Dim steps = Dim.UNKNOWN;
        for (int i = 0; i < inputs; i++) {
            Shape x = at.shape(states + i);
            if (!x.ranked()) continue;
            steps = at.agree(steps, x.dim(at.axis(scan.inputAxes().get(i), x.rank())), "steps of the scanned inputs");
        }
        List<Fact> results = new ArrayList<>();
        for (int i = 0; i < at.outs().size(); i++) {
            Type type = scan.body().outputs().get(i).type();
            results.add(Fact.of(
                    i < states
                            ? outside(joined(at.in(i).type(), type, i, at), at)
                            : stacked(outside(type, at), scan.outputAxes().get(i - states), steps, at)));
        }
        return results;
    }
}
