// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.infer;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.Control.*;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/** The types inside of bodies, from what is known of the operands of the node around. */
final class BodyTypes {

    private BodyTypes() {}

    /** The op with its bodies typed; a number of operands that does not fit is left to the op's own rule. */
    static Control infer(Control op, List<Fact> ins) {
        return switch (op) {
            case If(Graph then, Graph otherwise) -> branches(then, otherwise, ins);
            case Loop(Graph body, int states) -> loop(body, states, ins);
            case Scan scan -> scan(scan, ins);
        };
    }

    private static Control branches(Graph then, Graph otherwise, List<Fact> ins) {
        int captured = ins.size() - 1;
        if (then.inputs().size() != captured || otherwise.inputs().size() != captured) return new If(then, otherwise);
        List<Fact> passed = ins.subList(1, ins.size());
        return new If(GraphTypes.body(then, passed), GraphTypes.body(otherwise, passed));
    }

    private static Control loop(Graph body, int states, List<Fact> ins) {
        boolean fits = body.inputs().size() == ins.size() && ins.size() >= 2 + states && body.outputs().size() > states;
        if (!fits) return new Loop(body, states);
        List<Fact> inputs = new ArrayList<>(ins);
        inputs.set(0, Fact.of(new Type(Shape.SCALAR, Element.I64)));
        for (int i = 1; i < 2 + states; i++) inputs.set(i, Fact.of(ins.get(i).type()));
        return new Loop(settled(body, inputs, 2, 1, states), states);
    }

    private static Control scan(Scan scan, List<Fact> ins) {
        Graph body = scan.body();
        int states = scan.states();
        boolean fits = body.inputs().size() == ins.size()
                && ins.size() >= states + scan.inputAxes().size()
                && body.outputs().size() >= states;
        if (!fits) return scan;
        List<Fact> inputs = new ArrayList<>(ins);
        for (int i = 0; i < states; i++) inputs.set(i, Fact.of(ins.get(i).type()));
        for (int i = 0; i < scan.inputAxes().size(); i++) {
            inputs.set(states + i, Fact.of(slice(ins.get(states + i).type(), scan.inputAxes().get(i))));
        }
        Graph typed = settled(body, inputs, 0, 0, states);
        return new Scan(
                typed, states, scan.inputAxes(), scan.inputDirections(), scan.outputAxes(), scan.outputDirections());
    }

    private static Type slice(Type x, int axis) {
        if (!x.shape().ranked()) return x;
        int along = axis < 0 ? axis + x.shape().rank() : axis;
        if (along < 0 || along >= x.shape().rank()) return x.with(Shape.unranked());
        List<Dim> dims = new ArrayList<>(x.shape().dims());
        dims.remove(along);
        return x.with(Shape.of(dims));
    }

    /**
     * The body with states of types that it gives back as it takes them: sizes that a step changes get names of their own, and a
     * rank that it changes is not known.
     */
    private static Graph settled(Graph body, List<Fact> inputs, int firstIn, int firstOut, int states) {
        while (true) {
            Graph typed = GraphTypes.body(body, inputs);
            boolean changed = false;
            for (int i = 0; i < states; i++) {
                Value taken = typed.inputs().get(firstIn + i);
                Shape given = typed.outputs().get(firstOut + i).type().shape();
                Shape common = Declared.named(taken.name(), Joining.shape(taken.type().shape(), given));
                if (common.equals(taken.type().shape())) continue;
                changed = true;
                inputs.set(firstIn + i, Fact.of(taken.type().with(common)));
            }
            if (!changed) return typed;
        }
    }
}
