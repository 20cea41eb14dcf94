// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import static dev.dyadic.onnx.Models.F32;
import static dev.dyadic.onnx.Models.function;
import static dev.dyadic.onnx.Models.graph;
import static dev.dyadic.onnx.Models.model;
import static dev.dyadic.onnx.Models.named;
import static dev.dyadic.onnx.Models.node;
import static dev.dyadic.onnx.Models.read;
import static dev.dyadic.onnx.Models.real;
import static dev.dyadic.onnx.Models.reference;
import static dev.dyadic.onnx.Models.refusal;
import static dev.dyadic.onnx.Models.untyped;
import static dev.dyadic.onnx.Models.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.onnx.proto.AttributeProto.AttributeType;
import dev.dyadic.onnx.proto.FunctionProto;
import dev.dyadic.onnx.proto.NodeProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionsTest {

    /** {@code leak(a) = -leakyRelu(a)}, with a slope that callers may give. */
    private static final FunctionProto LEAK = function(
            "Leak",
            List.of("a"),
            List.of("r"),
            node("LeakyRelu a -> t", reference("alpha", AttributeType.FLOAT, "slope")),
            node("Neg t -> r"))
            .addAttributeProto(real("slope", 0.5f))
            .build();

    private static Graph with(FunctionProto[] functions, NodeProto... nodes) {
        return read(model(
                graph(nodes).addInput(value("x", F32, 2)).addOutput(untyped("y")), functions));
    }

    private static float[] run(Graph graph) {
        return Reference.run(graph, List.of(Tensor.of(new long[] {2}, 8f, -8f))).getFirst().toFloats();
    }

    @Test void inlinesWithTheDefaultsOfAttributes() {
        Graph graph = with(new FunctionProto[] {LEAK}, node("local.Leak x -> y"));
        assertArrayEquals(new float[] {-8, 4}, run(graph));
        assertEquals("y", graph.outputs().getFirst().name());
    }

    @Test void inlinesWithTheAttributesOfTheCall() {
        assertArrayEquals(
                new float[] {-8, 2}, run(with(new FunctionProto[] {LEAK}, node("local.Leak x -> y", real("slope", 0.25f)))));
    }

    @Test void inlinesEachCallUnderItsOwnNames() {
        Graph graph = with(
                new FunctionProto[] {LEAK}, named("p", node("local.Leak x -> h")), named("q", node("local.Leak h -> y")));
        assertArrayEquals(new float[] {4, -4}, run(graph));
        List<String> names = graph.values().stream().map(Value::name).toList();
        assertTrue(names.containsAll(List.of("x", "p/t", "h", "q/t", "y")), names.toString());
    }

    @Test void inlinesFunctionsThatCallFunctions() {
        FunctionProto twice = function(
                "Twice",
                List.of("a"),
                List.of("r"),
                node("local.Leak a -> t", reference("slope", AttributeType.FLOAT, "outer")),
                node("local.Leak t -> r"))
                .build();
        Graph graph = with(new FunctionProto[] {LEAK, twice}, node("local.Twice x -> y", real("outer", 0.25f)));
        assertArrayEquals(new float[] {4, -2}, run(graph));
    }

    @Test void leavesOutOperandsThatTheCallLeavesOut() {
        FunctionProto clamp = function("Clamp", List.of("a", "low", "high"), List.of("r"), node("Clip a low high -> r"))
                .build();
        assertArrayEquals(new float[] {8, -8}, run(with(new FunctionProto[] {clamp}, node("local.Clamp x -> y"))));
    }

    @Test void refusesAFunctionThatCallsItself() {
        FunctionProto ring = function("Ring", List.of("a"), List.of("r"), node("local.Ring a -> r")).build();
        String message = refusal(model(
                graph(node("local.Ring x -> y")).addInput(value("x", F32, 2)).addOutput(untyped("y")), ring));
        assertEquals(
                "op local.Ring: is a function that calls itself: local.Ring -> local.Ring. Used by %r.", message);
    }

    @Test void refusesMoreOperandsThanAFunctionHas() {
        String message = refusal(model(
                graph(named("call", node("local.Leak x x -> y"))).addInput(value("x", F32, 2)).addOutput(untyped("y")), LEAK));
        assertTrue(message.contains("is a function of 1 inputs and 1 outputs, but is used with 2 and 1"), message);
    }

    @Test void refusesCallsWithoutEnd() {
        FunctionProto[] functions = new FunctionProto[60];
        for (int i = 0; i < functions.length; i++) {
            String callee = i + 1 < functions.length ? "local.F" + (i + 1) : "Neg";
            functions[i] = function(
                    "F" + i, List.of("a"), List.of("r"), node(callee + " a -> t"), node(callee + " t -> r"))
                    .build();
        }
        String message = refusal(model(
                graph(node("local.F0 x -> y")).addInput(value("x", F32, 2)).addOutput(untyped("y")), functions));
        assertEquals("the model: has more than 200000 nodes once its functions are inlined.", message);
    }

    @Test void refusesCallsThatAreTooDeep() {
        FunctionProto[] functions = new FunctionProto[5000];
        for (int i = 0; i < functions.length; i++) {
            String callee = i + 1 < functions.length ? "local.F" + (i + 1) : "Neg";
            functions[i] = function("F" + i, List.of("a"), List.of("r"), node(callee + " a -> r")).build();
        }
        String message = refusal(model(
                graph(node("local.F0 x -> y")).addInput(value("x", F32, 2)).addOutput(untyped("y")), functions));
        assertEquals(
                "op local.F64: stands in functions that call each other more than 64 deep. Used by %r.", message);
    }
}
