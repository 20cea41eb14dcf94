// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.reference;

import static dev.dyadic.ir.reference.Graphs.f32;
import static dev.dyadic.ir.reference.Graphs.shape;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Control;
import dev.dyadic.ir.op.Elementwise;
import dev.dyadic.ir.op.Source;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    private static final Dim L = Dim.named("L");
    private static final Value A = new Value("a", new Type(Shape.of(List.of(L)), Element.F32));
    private static final Value B = new Value("b", new Type(Shape.of(List.of(L.plus(1))), Element.F32));
    private static final Value SUM = new Value("sum", Type.UNKNOWN);
    private static final Value TWICE = new Value("twice", Type.UNKNOWN);

    @Test void showsEveryValueInOrder() {
        Graph graph = graph(List.of(A), List.of(add(SUM, A, A), add(TWICE, SUM, SUM)), List.of(TWICE));
        List<String> seen = new ArrayList<>();
        List<Tensor> outs = Reference.run(graph, List.of(f32(1, 2)), (value, _) -> seen.add(value.name()));
        assertEquals(List.of(f32(4, 8)), outs);
        assertEquals(List.of("a", "sum", "twice"), seen);
    }

    @Test void bindsNamedSizesAcrossInputs() {
        Graph graph = graph(List.of(A, B), List.of(), List.of(B));
        assertEquals(List.of(f32(1, 2, 3)), Reference.run(graph, List.of(f32(1, 2), f32(1, 2, 3))));
        assertEquals(
                "input %b: is 2xf32, but the graph takes [L+1]xf32. Axis 0 must be 3.",
                complaint(graph, f32(1, 2), f32(1, 2)));
    }

    @Test void namesTheInputThatDoesNotFit() {
        Value other = new Value("other", A.type());
        Graph graph = graph(List.of(A, other), List.of(), List.of(A));
        assertEquals(
                "input %other: is 3xf32, but the graph takes [L]xf32. L is 2 by input %a, but 3 here.",
                complaint(graph, f32(1, 2), f32(1, 2, 3)));
        assertEquals("input %a: is 2xi64, but the graph takes [L]xf32.", complaint(graph, Tensor.vector(1, 2), f32(1, 2)));
        assertEquals(
                "input %a: is 1x2xf32, but the graph takes [L]xf32.", complaint(graph, f32(1, 2).reshaped(1, 2), f32(1)));
        assertEquals("graph @g: takes 2 inputs (%a, %other), found 1.", complaint(graph, f32(1)));
    }

    @Test void namesTheNodeThatFails() {
        Value loose = new Value("loose", Type.UNKNOWN);
        Graph graph = graph(List.of(A, loose), List.of(add(SUM, A, loose)), List.of(SUM));
        String message = complaint(graph, f32(1, 2), f32(1, 2, 3));
        assertEquals(
                "add %sum: shapes 2, 3 do not broadcast; sizes must be equal or 1, counted from the last axis.", message);
    }

    @Test void loopsUntilTheConditionFails() {
        Value trip = new Value("trip", Type.of(Element.I64));
        Value going = new Value("going", Type.of(Element.BOOL));
        Value state = new Value("state", Type.of(Element.F32));
        Value limit = new Value("limit", Type.of(Element.F32));
        Value more = new Value("more", Type.of(Element.BOOL));
        Value next = new Value("next", Type.of(Element.F32));
        Graph body = graph(
                List.of(trip, going, state, limit),
                List.of(add(next, state, state), new Node(List.of(more), new Elementwise.Less(), List.of(next, limit))),
                List.of(more, next, next));
        Tensor yes = Tensor.ofLongs(Element.BOOL, shape(), 1);
        List<Tensor> outs = loop(body, 100, yes);
        assertEquals(Tensor.scalar(Element.F32, 16), outs.get(0));
        assertEquals(f32(2, 4, 8, 16), outs.get(1));
        List<Tensor> none = loop(body, 0, yes);
        assertEquals(Tensor.scalar(Element.F32, 1), none.get(0));
        assertEquals(f32(), none.get(1));
    }

    @Test void scansForwardsAndBackwards() {
        Value state = new Value("state", Type.of(Element.F32));
        Value x = new Value("x", Type.of(Element.F32));
        Graph body = graph(List.of(state, x), List.of(add(SUM, state, x)), List.of(SUM, SUM));
        var scan = new Control.Scan(body, 1, List.of(0), List.of(1), List.of(0), List.of(1));
        List<Tensor> outs = Reference.evaluate(scan, List.of(Tensor.scalar(Element.F32, 0), f32(1, 2, 3)), 2);
        assertEquals(Tensor.scalar(Element.F32, 6), outs.get(0));
        assertEquals(f32(6, 5, 3), outs.get(1));
    }

    @Test void drawsTheSameNumbersForTheSameSeed() {
        var normal = new Source.RandomNormal(Element.F32, 1, 2, 7);
        Tensor first = Graphs.eval(normal, Tensor.vector(5, 2001));
        assertEquals(first, Graphs.eval(normal, Tensor.vector(5, 2001)));
        double sum = 0;
        double squares = 0;
        for (double value : first.toDoubles()) {
            sum += value;
            squares += (value - 1) * (value - 1);
        }
        assertEquals(1, sum / first.count(), 0.1);
        assertEquals(4, squares / first.count(), 0.2);
    }

    private static List<Tensor> loop(Graph body, long trips, Tensor condition) {
        List<Tensor> ins = List.of(
                Tensor.ofLongs(Element.I64, shape(), trips), condition, Tensor.scalar(Element.F32, 1),
                Tensor.scalar(Element.F32, 10));
        return Reference.evaluate(new Control.Loop(body, 1), ins, 2);
    }

    private static String complaint(Graph graph, Tensor... inputs) {
        return assertThrows(DyadicException.class, () -> Reference.run(graph, List.of(inputs))).getMessage();
    }

    private static Graph graph(List<Value> inputs, List<Node> nodes, List<Value> outputs) {
        return new Graph("g", Stage.RAW, inputs, nodes, outputs);
    }

    private static Node add(Value out, Value a, Value b) {
        return new Node(List.of(out), new Elementwise.Add(), List.of(a, b));
    }
}
