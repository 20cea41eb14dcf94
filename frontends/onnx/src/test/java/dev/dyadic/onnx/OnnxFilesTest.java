// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import static dev.dyadic.onnx.Models.F32;
import static dev.dyadic.onnx.Models.I64;
import static dev.dyadic.onnx.Models.floats;
import static dev.dyadic.onnx.Models.graph;
import static dev.dyadic.onnx.Models.model;
import static dev.dyadic.onnx.Models.named;
import static dev.dyadic.onnx.Models.node;
import static dev.dyadic.onnx.Models.raw;
import static dev.dyadic.onnx.Models.read;
import static dev.dyadic.onnx.Models.refusal;
import static dev.dyadic.onnx.Models.untyped;
import static dev.dyadic.onnx.Models.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Movement.Identity;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.onnx.proto.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFilesTest {

    private static final Tensor TWO = Tensor.of(new long[] {2}, 1f, -2f);

    private static List<String> names(List<Value> values) {
        return values.stream().map(Value::name).toList();
    }

    @Test void readsWhatIsInAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("relu.onnx");
        ModelProto model = model(
                graph(node("Relu x -> y")).addInput(value("x", F32, 2)).addOutput(value("y", F32, 2)));
        Files.write(file, model.toByteArray());
        Tensor y = Reference.run(OnnxFiles.read(file), List.of(TWO)).getFirst();
        assertArrayEquals(new float[] {1, 0}, y.toFloats());
    }

    @Test void saysThatAFileIsNotThere() {
        String message = assertThrows(DyadicException.class, () -> OnnxFiles.read(Path.of("nowhere.onnx")))
                .getMessage();
        assertEquals("nowhere.onnx: there is no such file.", message);
    }

    @Test void saysThatAFileIsCutShort(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("short.onnx");
        byte[] whole = model(graph(node("Relu x -> y")).addInput(value("x", F32, 2)).addOutput(untyped("y")))
                .toByteArray();
        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
        String message = assertThrows(DyadicException.class, () -> OnnxFiles.read(file)).getMessage();
        assertTrue(message.contains("is not an ONNX model, or is cut short or damaged"), message);
    }

    @Test void keepsNamesAndOrderOfInputsAndOutputs() {
        Graph graph = read(model(graph(node("Neg b -> q"), node("Elu a -> p"))
                .addInput(value("b", F32, 2))
                .addInput(value("a", F32, 2))
                .addOutput(untyped("q"))
                .addOutput(untyped("p"))));
        assertEquals(List.of("b", "a"), names(graph.inputs()));
        assertEquals(List.of("q", "p"), names(graph.outputs()));
    }

    @Test void givesAnOutputItsNameThoughItIsAnotherValue() {
        Graph graph = read(model(graph(node("Identity x -> y"), node("Relu x -> z"), node("Identity z -> w"))
                .addInput(value("x", F32, 2))
                .addOutput(untyped("y"))
                .addOutput(untyped("z"))
                .addOutput(untyped("w"))));
        assertEquals(List.of("y", "z", "w"), names(graph.outputs()));
        assertEquals(2, graph.nodes().stream().filter(node -> node.op() instanceof Identity).count());
    }

    @Test void keepsMadeUpNamesClearOfTheModels() {
        Graph graph = read(model(graph(node("Mish x -> y"), node("Neg y -> y.1"), node("Mish y.1 -> y.2"))
                .addInput(value("x", F32, 2))
                .addOutput(untyped("y.1"))
                .addOutput(untyped("y.2"))));
        assertEquals(List.of("y.1", "y.2"), names(graph.outputs()));
        assertTrue(names(graph.values()).contains("y"));
    }

    @Test void makesConstantsOfInputsThatHaveInitializers() {
        Graph graph = read(model(graph(node("Add x w -> y"))
                .addInput(value("x", F32, 2))
                .addInput(value("w", F32, 2))
                .addInitializer(floats("w", new long[] {2}, 10, 20))
                .addOutput(untyped("y"))));
        assertEquals(List.of("x"), names(graph.inputs()));
        assertArrayEquals(
                new float[] {11, 18}, Reference.run(graph, List.of(TWO)).getFirst().toFloats());
    }

    @Test void putsNodesInAnOrderInWhichTheyRun() {
        Graph graph = read(model(graph(node("Neg a -> y"), node("Relu x -> a"))
                .addInput(value("x", F32, 2))
                .addOutput(untyped("y"))));
        assertArrayEquals(
                new float[] {-1, -0f}, Reference.run(graph, List.of(TWO)).getFirst().toFloats());
    }

    @Test void namesTheNodesOfACycle() {
        String message = refusal(model(graph(
                named("free", node("Neg x -> c")),
                named("first", node("Add c b -> a")),
                named("second", node("Relu a -> b")))
                .addInput(value("x", F32, 2))
                .addOutput(untyped("b"))));
        assertEquals("second: needs its own result: the nodes second -> first form a cycle.", message);
    }

    @Test void namesTheNodeThatUsesWhatIsNotDefined() {
        String message = refusal(model(graph(named("lost", node("Add x ghost -> y")))
                .addInput(value("x", F32, 2))
                .addOutput(untyped("y"))));
        assertEquals("node lost (Add): uses %ghost, which no node, input or initializer defines.", message);
    }

    @Test void refusesASecondDefinition() {
        String message = refusal(model(graph(node("Neg x -> y"), node("Relu x -> y"))
                .addInput(value("x", F32, 2))
                .addOutput(untyped("y"))));
        assertEquals("%y: is defined twice; every value has one definition.", message);
    }

    @Test void refusesANodeThatDefinesAnInput() {
        String message = refusal(model(graph(node("Neg z -> x"))
                .addInput(value("x", F32, 2))
                .addInput(value("z", F32, 2))
                .addOutput(untyped("x"))));
        assertEquals("%x: is defined twice; every value has one definition.", message);
    }

    @Test void listsAllThatIsNotSupportedByOp() {
        String message = refusal(model(graph(
                named("one", node("Fancy x -> a")),
                named("two", node("Relu a -> b")),
                named("three", node("Fancy b -> c")),
                named("four", node("my.domain.Odd c -> y")))
                .addInput(value("x", F32, 2))
                .addOutput(untyped("y"))));
        assertEquals(
                """
                op Fancy: is not supported. Used by one, three.
                op my.domain.Odd: is not supported. Used by four.""",
                message);
    }

    @Test void keepsNamesOfSizesApartThatReadAlike() {
        Graph graph = read(model(graph(node("Neg x -> y"))
                .addInput(value("x", F32, "a b", "a-b", "a b"))
                .addOutput(untyped("y"))));
        Shape shape = graph.inputs().getFirst().type().shape();
        assertEquals(shape.dim(0), shape.dim(2));
        assertNotEquals(shape.dim(0), shape.dim(1));
    }

    @Test void namesSizesThatAreNotKnown() {
        Graph graph = read(model(
                graph(node("Neg x -> y")).addInput(value("x", F32, 0, -1, "?", 3)).addOutput(untyped("y"))));
        assertEquals("[x_0]x[x_1]x[x_2]x3xf32", graph.inputs().getFirst().type().toString());
    }

    @Test void namesTheInitializerWhoseShapeLies() {
        String message = refusal(model(graph(node("Add x w -> y"))
                .addInput(value("x", F32, 2))
                .addInitializer(raw("w", F32, new long[] {2}, 0, 0, 0, 0))
                .addOutput(untyped("y"))));
        assertEquals("initializer %w: a tensor 2xf32 takes 8 bytes, found 4.", message);
    }

    @Test void namesTheInputThatDisagreesWithItsInitializer() {
        String message = refusal(model(graph(node("Neg w -> y"))
                .addInput(value("w", I64, 2))
                .addInitializer(floats("w", new long[] {2}, 1, 2))
                .addOutput(untyped("y"))));
        assertEquals("input %w: is declared as 2xi64, but its initializer is 2xf32.", message);
    }

    @Test void namesTheOutputOfAnotherElementThanDeclared() {
        String message = refusal(model(
                graph(node("Neg x -> y")).addInput(value("x", F32, 2)).addOutput(value("y", I64, 2))));
        assertEquals("output %y: is declared as i64, but computed as f32.", message);
    }

    @Test void refusesOperandsThatDoNotFitAndNamesTheNode() {
        String message = refusal(model(graph(node("Add x z -> y"))
                .addInput(value("x", F32, 2))
                .addInput(value("z", F32, 3))
                .addOutput(untyped("y"))));
        assertTrue(message.contains("%y"), message);
    }

    @Test void linesUpOldOperandsWithAnAxis() {
        ModelProto model = model(graph(node("Add x w -> y", Models.integer("broadcast", 1), Models.integer("axis", 0)))
                .addInput(value("x", F32, 2, 3))
                .addInitializer(floats("w", new long[] {2}, 10, 20))
                .addOutput(untyped("y")));
        ModelProto old = model.toBuilder()
                .setOpsetImport(0, model.getOpsetImport(0).toBuilder().setVersion(6))
                .build();
        Tensor x = Tensor.of(new long[] {2, 3}, 0f, 1, 2, 3, 4, 5);
        assertArrayEquals(
                new float[] {10, 11, 12, 23, 24, 25},
                Reference.run(read(old), List.of(x)).getFirst().toFloats());
    }

    @Test void refusesOpSetsFromTheFuture() {
        ModelProto model = model(graph(node("Neg x -> y")).addInput(value("x", F32, 2)).addOutput(untyped("y")));
        ModelProto late = model.toBuilder()
                .setOpsetImport(0, model.getOpsetImport(0).toBuilder().setVersion(99))
                .build();
        assertEquals("op Neg: is of op set 99; the newest known is 28. Used by %y.", refusal(late));
    }
}
