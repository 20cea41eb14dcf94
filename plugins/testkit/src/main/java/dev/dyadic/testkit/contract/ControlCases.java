// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.testkit.contract;

import static dev.dyadic.testkit.contract.Operand.data;
import static dev.dyadic.testkit.contract.Operand.scalar;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Control.*;
import dev.dyadic.ir.op.Elementwise.*;
import dev.dyadic.ir.op.Movement.Identity;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.List;

/** Cases of {@link dev.dyadic.ir.op.Control}. */
final class ControlCases {

    private static final Type ROW = Type.of(Element.I32, 3);
    private static final Type TRIP = new Type(Shape.SCALAR, Element.I64);
    private static final Type TRUTH = new Type(Shape.SCALAR, Element.BOOL);

    private ControlCases() {}

    static void add(CaseList cases) {
        for (long condition : new long[] {0, 1}) {
            Tensor choice = Tensor.scalar(Element.BOOL, condition);
            var op = new If(branch("then", new Add()), branch("otherwise", new Mul()));
            cases.of(op, data(choice), data(Draw.of(Element.I32, 1, 3)), data(Draw.of(Element.I32, 2, 3)));
            cases.of(op, Operand.constant(choice), data(Draw.of(Element.I32, 1, 3)), data(Draw.of(Element.I32, 2, 3)));
        }
        for (long trips : new long[] {0, 1, 5}) {
            for (double limit : new double[] {1000, 10}) {
                cases.of(
                        2, new Loop(counting(limit), 1), data(Tensor.scalar(Element.I64, trips)), scalar(Element.BOOL, 1),
                        data(Draw.vector(Element.I32, 1, 2, 3)));
            }
        }
        scans(cases);
    }

    private static Graph branch(String name, Op op) {
        var to = new Builder(name);
        Value a = to.input("a", ROW);
        Value b = to.input("b", ROW);
        return to.build(Stage.TYPED, List.of(to.emit("c", op, a, b)));
    }

    /** Doubles its state while the trip is below a limit, and collects what it was. */
    private static Graph counting(double limit) {
        var to = new Builder("body");
        Value trip = to.input("trip", TRIP);
        to.input("condition", TRUTH);
        Value state = to.input("state", ROW);
        Value on = to.emit("on", new Less(), trip, to.scalar("limit", Element.I64, limit / 5));
        Value next = to.emit("next", new Add(), state, state);
        Value seen = to.emit("seen", new Identity(), state);
        return to.build(Stage.TYPED, List.of(on, next, seen));
    }

    private static void scans(CaseList cases) {
        var to = new Builder("body");
        Value sum = to.input("sum", ROW);
        Value row = to.input("row", ROW);
        Value next = to.emit("next", new Add(), sum, row);
        Value seen = to.emit("seen", new Mul(), next, row);
        Graph body = to.build(Stage.TYPED, List.of(next, seen));
        Operand start = data(Draw.of(Element.I32, 1, 3));
        for (int backwards : List.of(0, 1)) {
            cases.of(2, new Scan(body, 1, List.of(0), List.of(backwards), List.of(0), List.of(0)), start,
                    data(Draw.of(Element.I32, 2, 5, 3)));
            cases.of(2, new Scan(body, 1, List.of(1), List.of(0), List.of(-1), List.of(backwards)), start,
                    data(Draw.of(Element.I32, 2, 3, 4)));
        }
        cases.of(2, new Scan(body, 1, List.of(0), List.of(0), List.of(0), List.of(0)), start,
                data(Draw.of(Element.I32, 2, 0, 3)));
    }
}
