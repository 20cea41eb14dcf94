// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import static dev.dyadic.onnx.Models.BOOL;
import static dev.dyadic.onnx.Models.F32;
import static dev.dyadic.onnx.Models.I64;
import static dev.dyadic.onnx.Models.body;
import static dev.dyadic.onnx.Models.floats;
import static dev.dyadic.onnx.Models.graph;
import static dev.dyadic.onnx.Models.integer;
import static dev.dyadic.onnx.Models.model;
import static dev.dyadic.onnx.Models.named;
import static dev.dyadic.onnx.Models.node;
import static dev.dyadic.onnx.Models.read;
import static dev.dyadic.onnx.Models.refusal;
import static dev.dyadic.onnx.Models.untyped;
import static dev.dyadic.onnx.Models.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.op.Control.If;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.ModelProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodiesTest {

    private static final Tensor TWO = Tensor.of(new long[] {2}, 1f, -2f);

    private static float[] run(Graph graph, Tensor... inputs) {
        return Reference.run(graph, List.of(inputs)).getFirst().toFloats();
    }

    private static Tensor bool(boolean value) {
        return Tensor.scalar(Element.BOOL, value ? 1 : 0);
    }

    @Test void passesBothBranchesWhatEitherUses() {
        GraphProto.Builder then = graph(node("Add x h -> t")).addOutput(untyped("t"));
        GraphProto.Builder otherwise = graph(node("Neg x -> e")).addOutput(untyped("e"));
        Graph graph = read(model(
                graph(node("Relu x -> h"), node("If c -> y", body("then_branch", then), body("else_branch", otherwise)))
                        .addInput(value("c", BOOL))
                        .addInput(value("x", F32, 2))
                        .addOutput(untyped("y"))));
        assertArrayEquals(new float[] {2, -2}, run(graph, bool(true), TWO));
        assertArrayEquals(new float[] {-1, 2}, run(graph, bool(false), TWO));
        assertEquals(3, graph.nodes().getLast().ins().size());
    }

    @Test void findsWhatGraphsInsideOfGraphsUse() {
        GraphProto.Builder inner = graph(node("Add x v -> i")).addOutput(untyped("i"));
        GraphProto.Builder other = graph(node("Sub v x -> o")).addOutput(untyped("o"));
        GraphProto.Builder outer = graph(
                node("Exp x -> v"), node("If c -> t", body("then_branch", inner), body("else_branch", other)))
                .addOutput(untyped("t"));
        GraphProto.Builder plain = graph(node("Identity x -> e")).addOutput(untyped("e"));
        Graph graph = read(model(graph(node("If c -> y", body("then_branch", outer), body("else_branch", plain)))
                .addInput(value("c", BOOL))
                .addInput(value("x", F32, 1))
                .addOutput(untyped("y"))));
        Tensor zero = Tensor.of(new long[] {1}, 0f);
        assertArrayEquals(new float[] {1}, run(graph, bool(true), zero));
        assertArrayEquals(new float[] {0}, run(graph, bool(false), zero));
    }

    @Test void takesTheBranchOfAConditionThatIsKnown() {
        GraphProto.Builder then = graph(node("Neg x -> t")).addOutput(untyped("t"));
        GraphProto.Builder wrong = graph(node("Fold x -> e")).addOutput(untyped("e"));
        ModelProto known = model(graph(
                node("Constant -> one", integer("value_int", 1)),
                node("Equal one one -> c"),
                node("If c -> y", body("then_branch", then), body("else_branch", wrong)))
                .addInput(value("x", F32, 2))
                .addOutput(untyped("y")));
        Graph graph = read(known);
        assertTrue(graph.nodes().stream().noneMatch(node -> node.op() instanceof If));
        assertArrayEquals(new float[] {-1, 2}, run(graph, TWO));
    }

    @Test void runsALoopWhoseStateGrows() {
        GraphProto.Builder step = graph(
                node("Identity on -> again"), node("Concat s x -> next", integer("axis", 0)), node("Neg x -> out"))
                .addInput(value("i", I64))
                .addInput(value("on", BOOL))
                .addInput(untyped("s"))
                .addOutput(untyped("again"))
                .addOutput(untyped("next"))
                .addOutput(untyped("out"));
        Graph graph = read(model(graph(node("Loop n _ x -> last all", body("body", step)))
                .addInput(value("n", I64))
                .addInput(value("x", F32, 2))
                .addOutput(untyped("last"))
                .addOutput(untyped("all"))));
        List<Tensor> results = Reference.run(graph, List.of(Tensor.of(new long[0], 2L), TWO));
        assertArrayEquals(new float[] {1, -2, 1, -2, 1, -2}, results.get(0).toFloats());
        assertArrayEquals(new long[] {2, 2}, results.get(1).sizes());
    }

    @Test void scansAlongTheFirstAxis() {
        GraphProto.Builder step = graph(node("Add s e -> next"), node("Mul next w -> out"))
                .addInput(untyped("s"))
                .addInput(untyped("e"))
                .addOutput(untyped("next"))
                .addOutput(untyped("out"));
        Graph graph = read(model(
                graph(node("Scan zero x -> last all", body("body", step), integer("num_scan_inputs", 1)))
                        .addInput(value("x", F32, "T"))
                        .addInitializer(floats("zero", new long[0], 0))
                        .addInitializer(floats("w", new long[0], 10))
                        .addOutput(untyped("all"))));
        assertArrayEquals(new float[] {10, 30, 60}, run(graph, Tensor.of(new long[] {3}, 1f, 2, 3)));
        assertEquals("[T]xf32", graph.outputs().getFirst().type().toString());
    }

    @Test void listsWhatIsNotSupportedInsideOfGraphs() {
        GraphProto.Builder then = graph(named("deep", node("Fancy x -> t"))).addOutput(untyped("t"));
        GraphProto.Builder otherwise = graph(node("Neg x -> e")).addOutput(untyped("e"));
        String message = refusal(model(graph(
                node("If c -> h", body("then_branch", then), body("else_branch", otherwise)),
                named("next", node("Odd h -> y")))
                .addInput(value("c", BOOL))
                .addInput(value("x", F32, 2))
                .addOutput(untyped("y"))));
        assertEquals(
                """
                op Fancy: is not supported. Used by deep.
                op Odd: is not supported. Used by next.""",
                message);
    }

    @Test void namesWhatAGraphInsideUsesButNobodyDefines() {
        GraphProto.Builder then = graph(node("Neg ghost -> t")).addOutput(untyped("t"));
        String message = refusal(model(
                graph(named("pick", node("If c -> y", body("then_branch", then), body("else_branch", then))))
                        .addInput(value("c", BOOL))
                        .addOutput(untyped("y"))));
        assertEquals("node pick (If): uses %ghost, which no node, input or initializer defines.", message);
    }
}
