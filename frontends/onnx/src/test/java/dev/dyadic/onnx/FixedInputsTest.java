// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import static dev.dyadic.onnx.Models.F32;
import static dev.dyadic.onnx.Models.I64;
import static dev.dyadic.onnx.Models.body;
import static dev.dyadic.onnx.Models.graph;
import static dev.dyadic.onnx.Models.integer;
import static dev.dyadic.onnx.Models.model;
import static dev.dyadic.onnx.Models.node;
import static dev.dyadic.onnx.Models.raw;
import static dev.dyadic.onnx.Models.untyped;
import static dev.dyadic.onnx.Models.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.ModelProto;
import dev.dyadic.plugin.fix.FixedWords;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inputs and sizes that are known before a model is read decide which of its branches are read. */
class FixedInputsTest {

    private static Graph read(ModelProto model, String... fixed) {
        return OnnxFiles.graph(model, Path.of("."), "model", FixedWords.parse(List.of(fixed)));
    }

    private static String type(Graph graph) {
        return graph.outputs().getFirst().type().toString();
    }

    /** Branches of ranks that differ; the one of other rates holds an op that is not supported. */
    private static ModelProto byRate() {
        GraphProto.Builder then = graph(node("Relu x -> t")).addOutput(untyped("t"));
        GraphProto.Builder otherwise = graph(node("Unheard x -> e")).addOutput(untyped("e"));
        return model(
                graph(node("Equal sr rate -> same"),
                        node("If same -> y", body("then_branch", then), body("else_branch", otherwise)),
                        node("Neg y -> z"))
                        .addInitializer(raw("rate", I64, new long[0], 7, 0, 0, 0, 0, 0, 0, 0))
                        .addInput(value("x", F32, "batch", 4))
                        .addInput(value("sr", I64))
                        .addOutput(untyped("z")));
    }

    /** Squeezes what has one row, after asking for the number of rows as exporters do. */
    private static ModelProto byRows() {
        GraphProto.Builder then = graph(node("Squeeze x axes -> t")).addOutput(untyped("t"));
        GraphProto.Builder otherwise = graph(node("Relu x -> e")).addOutput(untyped("e"));
        return model(
                graph(node("Shape x -> s"), node("Gather s zero -> n"), node("Equal n one -> same"), node("Not same -> more"),
                        node("Cast more -> number", integer("to", I64)), node("Cast number -> other", integer("to", Models.BOOL)),
                        node("If other -> y", body("then_branch", otherwise), body("else_branch", then)))
                        .addInitializer(raw("zero", I64, new long[0], 0, 0, 0, 0, 0, 0, 0, 0))
                        .addInitializer(raw("one", I64, new long[0], 1, 0, 0, 0, 0, 0, 0, 0))
                        .addInitializer(raw("axes", I64, new long[] {1}, 0, 0, 0, 0, 0, 0, 0, 0))
                        .addInput(value("x", F32, 0, 4))
                        .addOutput(untyped("y")));
    }

    @Test void readsOnlyTheBranchThatAFixedInputTakes() {
        Graph graph = read(byRate(), "sr=7");
        assertEquals(List.of("x"), graph.inputs().stream().map(Value::name).toList());
        assertEquals("[batch]x4xf32", type(graph));
        assertEquals(2, graph.nodes().size());
    }

    @Test void readsTheOtherBranchOtherwise() {
        String message = assertThrows(DyadicException.class, () -> read(byRate(), "sr=8")).getMessage();
        assertTrue(message.contains("Unheard"), message);
    }

    @Test void decidesBySizesThatHaveNoName() {
        assertEquals("4xf32", type(read(byRows(), "x_0=1")));
        assertEquals("2x4xf32", type(read(byRows(), "x_0=2")));
        assertEquals("*xf32", type(read(byRows())));
    }

    @Test void saysWhichNamesThereAre() {
        var refused = assertThrows(DyadicException.class, () -> read(byRate(), "rate=7"));
        assertEquals(DyadicException.Fault.USAGE, refused.fault());
        assertTrue(refused.getMessage().contains("Known: x, sr, batch."), refused.getMessage());
    }
}
