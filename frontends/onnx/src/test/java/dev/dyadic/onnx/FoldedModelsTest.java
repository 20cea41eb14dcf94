// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import static dev.dyadic.onnx.Models.integer;
import static dev.dyadic.onnx.Models.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Node;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Quantization.Dequantize;
import dev.dyadic.ir.op.Quantization.Quantize;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.pipeline.Pipeline;
import dev.dyadic.plugin.registry.Registry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that come quantized fold into integers from the first quantize to the last dequantize, and stay what they were. */
class FoldedModelsTest {

    private static final String PASSES = "infer-types, fold-constants, remove-identity, fold-to-integer, share-equal, remove-dead";

    private static final Registry REGISTRY = Registry.load(List.of());

    static Stream<CodedModel> models() {
        return Stream.of(
                CodedModel.reals("convolution, bias, clamp", node("Conv a w b -> v"), node("Relu v -> y")),
                CodedModel.reals("matrix product", node("MatMul a m -> y")),
                CodedModel.reals("transposed weights", node("Flatten a -> f"), node("Gemm f t c -> y", integer("transB", 1))),
                CodedModel.reals("sum", node("Add a a2 -> y")),
                CodedModel.reals("elementwise product", node("Mul a a2 -> y")),
                CodedModel.reals("largest of a window", node("MaxPool a -> y", CodedModel.window(2))),
                CodedModel.reals("mean of a window", node("AveragePool a -> y", CodedModel.window(2))),
                CodedModel.reals("mean", node("GlobalAveragePool a -> y")),
                CodedModel.reals("joined", node("Concat a a2 -> y", integer("axis", 1))),
                CodedModel.codes("QLinearConv", "QLinearConv q xs xz wc ws wz ys yz bc -> r"),
                CodedModel.codes("QLinearMatMul", "QLinearMatMul q xs xz mc ms mz ys yz -> r"),
                CodedModel.codes("QLinearAdd", "com.microsoft.QLinearAdd q xs xz q2 xs xz ys yz -> r"),
                CodedModel.codes("QLinearMul", "com.microsoft.QLinearMul q xs xz q2 xs xz ys yz -> r"),
                CodedModel.codes("QLinearSigmoid", "com.microsoft.QLinearSigmoid q xs xz ys yz -> r"),
                CodedModel.codes("QLinearLeakyRelu", "com.microsoft.QLinearLeakyRelu q xs xz ys yz -> r"),
                CodedModel.codes("QLinearConcat", "com.microsoft.QLinearConcat ys yz q xs xz q2 xs xz -> r", integer("axis", 1)),
                CodedModel.codes("QLinearGlobalAveragePool", "com.microsoft.QLinearGlobalAveragePool q xs xz ys yz -> r"),
                CodedModel.codes("QLinearAveragePool", "com.microsoft.QLinearAveragePool q xs xz ys yz -> r",
                        CodedModel.window(2)),
                CodedModel.sums("MatMulInteger", "MatMulInteger q mc xz mz -> i"),
                CodedModel.sums("ConvInteger", "ConvInteger q wc xz -> i"));
    }

    @ParameterizedTest
    @MethodSource("models") void becomeIntegers(CodedModel model) {
        for (Node node : folded(model).nodes()) {
            boolean integer = Stream.concat(node.ins().stream(), node.outs().stream()).noneMatch(FoldedModelsTest::isFloat);
            boolean border = node.op() instanceof Quantize && model.inputs().contains(node.in(0).name())
                    || node.op() instanceof Dequantize && node.name().equals("out");
            assertTrue(integer || border || node.op() instanceof Constant, node + " is float");
        }
    }

    @ParameterizedTest
    @MethodSource("models") void giveWhatTheyGaveButForOneCode(CodedModel model) {
        List<Tensor> data = model.data();
        differByOneCode(Reference.run(model.graph(), data).getFirst(), Reference.run(folded(model), data).getFirst());
    }

    @ParameterizedTest
    @MethodSource("models") void giveWhatOnnxRuntimeGivesButForOneCode(CodedModel model) throws OrtException {
        Tensor expected = Rival.run(model.proto(), model.named()).getFirst();
        differByOneCode(expected, Reference.run(folded(model), model.data()).getFirst());
    }

    private static Graph folded(CodedModel model) {
        return Pipeline.parse(PASSES, "test", REGISTRY).run(model.graph(), Context.of(REGISTRY)).graph();
    }

    private static boolean isFloat(Value value) {
        return value.type().knownElement().filter(Element::isFloat).isPresent();
    }

    private static void differByOneCode(Tensor expected, Tensor found) {
        assertEquals(expected.type(), found.type());
        double most = 0;
        for (int i = 0; i < expected.length(); i++) most = Math.max(most, Math.abs(expected.getDouble(i) - found.getDouble(i)));
        assertTrue(most <= CodedModel.RESULT_SCALE * 1.001, "differs by " + most / CodedModel.RESULT_SCALE + " codes");
    }
}
