// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import static dev.dyadic.onnx.Noise.f32;
import static dev.dyadic.onnx.Noise.point;
import static dev.dyadic.onnx.OneNode.microsoft;
import static dev.dyadic.onnx.OneNode.standard;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.reference.Reference;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.plugin.fix.Fixing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ops that the standard's own cases leave out mean what ONNX Runtime takes them to mean. */
class OnnxRuntimeAgreementTest {

    private static final double RELATIVE = 1e-3;
    private static final double ABSOLUTE = 1e-5;

    @ParameterizedTest
    @MethodSource("nodes") void computesTheSame(OneNode one) throws OrtException {
        Graph graph = OnnxFiles.graph(one.model(), Path.of("."), "one", Fixing.NONE);
        List<Tensor> ins = graph.inputs().stream().map(in -> one.data().get(in.name())).toList();
        List<Tensor> ours = Reference.run(graph, ins);
        List<Tensor> theirs = Rival.run(one);
        for (int i = 0; i < one.outputs(); i++) assertClose(theirs.get(i), ours.get(i));
    }

    private static void assertClose(Tensor wanted, Tensor found) {
        assertEquals(wanted.type(), found.type());
        for (int i = 0; i < wanted.length(); i++) {
            double value = wanted.getDouble(i);
            double most = wanted.element().isFloat() ? ABSOLUTE + RELATIVE * Math.abs(value) : 0;
            assertEquals(value, found.getDouble(i), most, "element " + i);
        }
    }

    static Stream<OneNode> nodes() {
        return Stream.of(softmaxes(), recurrentLayers(), quantizedProducts(), quantizedMaps(), packedWeights(), blocks(),
                layerNorms(), resizing(), spectra()).flatMap(each -> each);
    }

    private static Stream<OneNode> softmaxes() {
        Noise noise = new Noise();
        List<OneNode> all = new ArrayList<>();
        for (String op : List.of("Softmax", "LogSoftmax", "Hardmax")) {
            for (int version : List.of(11, 13)) {
                all.add(standard(op, version).in(noise.normal(2, 3, 4)));
                for (long axis = -1; axis < 3; axis++) {
                    all.add(standard(op, version).in(noise.normal(2, 3, 4)).with("axis", axis));
                }
            }
        }
        return all.stream();
    }

    private static Stream<OneNode> recurrentLayers() {
        Noise noise = new Noise();
        Tensor lengths = Tensor.ofLongs(Element.I32, new long[] {3}, 5, 2, 3);
        List<OneNode> all = new ArrayList<>();
        for (String direction : List.of("forward", "reverse", "bidirectional")) {
            int d = direction.equals("bidirectional") ? 2 : 1;
            String[] names = d == 1 ? new String[] {"HardSigmoid", "LeakyRelu"}
                    : new String[] {"HardSigmoid", "LeakyRelu", "Sigmoid", "Elu"};
            all.add(layer("RNN", 1, d, noise).outputs(2).with("direction", direction));
            all.add(layer("GRU", 3, d, noise).outputs(2).with("direction", direction).withAll("activations", names));
            all.add(layer("GRU", 3, d, noise).outputs(2).with("direction", direction).withAll("activations", names)
                    .withAll("activation_alpha", 0.3f, 0.05f).withAll("activation_beta", 0.4f));
            all.add(layer("LSTM", 4, d, noise).outputs(3).with("direction", direction));
            all.add(layer("GRU", 3, d, noise).in(noise.normal(d, 36), lengths, noise.normal(d, 3, 6)).outputs(2)
                    .with("direction", direction).with("linear_before_reset", 1));
            all.add(layer("LSTM", 4, d, noise).in(noise.normal(d, 48), lengths, noise.normal(d, 3, 6), noise.normal(d, 3, 6))
                    .in(noise.normal(d, 18)).outputs(3).with("direction", direction).with("clip", 1.5));
        }
        return all.stream();
    }

    private static OneNode layer(String op, int gates, int directions, Noise noise) {
        return standard(op, 14).in(noise.normal(5, 3, 4), noise.normal(directions, gates * 6L, 4))
                .in(noise.normal(directions, gates * 6L, 6)).with("hidden_size", 6);
    }

    private static Stream<OneNode> quantizedProducts() {
        Noise noise = new Noise();
        Tensor zeros = Tensor.ofLongs(Element.I8, new long[] {4}, new long[4]);
        return Stream.of(
                standard("MatMulInteger", 10).in(noise.u8(3, 5), noise.i8(5, 4)),
                standard("MatMulInteger", 10).in(noise.u8(3, 5), noise.i8(5, 4), point(100), noise.i8(4)),
                standard("ConvInteger", 10).in(noise.u8(1, 4, 7, 7), noise.u8(6, 2, 3, 3), point(120), point(3)).with("group", 2),
                standard("QLinearMatMul", 10).in(noise.u8(3, 5), f32(0.021), point(120), noise.u8(5, 4), f32(0.033), point(130))
                        .in(f32(0.51), point(128)),
                standard("QLinearMatMul", 10)
                        .in(noise.u8(2, 3, 5), f32(0.021), point(120), noise.i8(5, 4), noise.scales(4), zeros)
                        .in(f32(0.051), point(128)),
                standard("QLinearConv", 10).in(noise.u8(1, 4, 7, 7), f32(0.021), point(120)).constant(noise.i8(4, 2, 3, 3))
                        .constant(noise.scales(4), zeros).in(f32(0.061), point(110))
                        .constant(noise.integers(Element.I32, -5000, 5000, 4)).with("group", 2).withAll("strides", 2L, 2L)
                        .withAll("pads", 1L, 1L, 1L, 1L),
                microsoft("QGemm").in(noise.u8(5, 3), f32(0.021), point(120), noise.i8(4, 5), f32(0.033))
                        .in(Tensor.scalar(Element.I8, 0), noise.integers(Element.I32, -500, 500, 4), f32(0.11), point(128))
                        .with("transA", 1).with("transB", 1).with("alpha", 0.7),
                microsoft("QGemm").in(noise.u8(3, 5), f32(0.021), point(120), noise.i8(5, 4), noise.scales(4), zeros)
                        .in(noise.integers(Element.I32, -500, 500, 4)),
                microsoft("MatMulIntegerToFloat").in(noise.u8(3, 5), noise.i8(5, 4), f32(0.1), noise.scales(4), point(7))
                        .in(noise.i8(4), noise.normal(4)),
                microsoft("DynamicQuantizeMatMul").in(noise.normal(3, 5), noise.i8(5, 4), noise.scales(4)),
                microsoft("DynamicQuantizeMatMul").in(noise.normal(3, 5), noise.u8(5, 4), f32(0.2), point(130), noise.normal(4)));
    }

    private static Stream<OneNode> quantizedMaps() {
        Noise noise = new Noise();
        return Stream.of(
                microsoft("QLinearAdd").in(noise.u8(2, 3, 4), f32(0.021), point(120), noise.u8(3, 4), f32(0.033), point(100))
                        .in(f32(0.0417), point(128)),
                microsoft("QLinearMul").in(noise.u8(2, 3, 4), f32(0.021), point(120), noise.u8(3, 4), f32(0.033), point(100))
                        .in(f32(0.107), point(128)),
                microsoft("QLinearConcat").in(f32(0.053), point(100), noise.u8(2, 3), f32(0.021), point(12))
                        .in(noise.u8(2, 4), f32(0.061), point(90)).with("axis", 1),
                microsoft("QLinearSigmoid").in(noise.u8(50)).constant(f32(0.051), point(120), f32(1 / 256.0), point(0)),
                microsoft("QLinearLeakyRelu").in(noise.u8(50)).constant(f32(0.051), point(120), f32(0.031), point(10))
                        .with("alpha", 0.2),
                microsoft("QLinearSoftmax").in(noise.u8(3, 4, 5)).constant(f32(0.051), point(120), f32(1 / 256.0), point(0))
                        .with("axis", 1).with("opset", 13),
                microsoft("QLinearSoftmax").in(noise.u8(3, 4, 5)).constant(f32(0.051), point(120), f32(1 / 256.0), point(0))
                        .with("axis", 1).with("opset", 12),
                microsoft("QLinearGlobalAveragePool").in(noise.u8(2, 4, 5, 5))
                        .constant(f32(0.051), point(120), f32(0.0113), point(100)),
                microsoft("QLinearAveragePool").in(noise.u8(2, 4, 5, 5)).constant(f32(0.051), point(120), f32(0.0413), point(100))
                        .withAll("kernel_shape", 3L, 3L).withAll("pads", 1L, 1L, 1L, 1L));
    }

    private static Stream<OneNode> packedWeights() {
        Noise noise = new Noise();
        List<OneNode> all = new ArrayList<>();
        for (long bits : List.of(2L, 4L, 8L)) {
            for (long k : List.of(64L, 80L)) {
                long blocks = Math.ceilDiv(k, 32);
                Tensor packed = noise.u8(5, blocks, 4 * bits);
                Tensor scales = noise.scales(5 * blocks);
                Tensor zeros = noise.u8(5 * Math.ceilDiv(blocks * bits, 8L));
                all.add(bits(bits, k).in(noise.normal(3, k)).constant(packed, scales));
                all.add(bits(bits, k).in(noise.normal(2, 3, k)).constant(packed, scales, zeros));
                all.add(bits(bits, k).in(noise.normal(3, k)).constant(packed, scales).none().none().constant(noise.normal(5)));
            }
        }
        all.add(bits(4, 80).in(noise.normal(3, 80)).constant(noise.u8(5, 3, 16), noise.scales(15), noise.normal(15)));
        all.add(rows(4).constant(noise.u8(6, 16)).in(noise.integers(Element.I64, 0, 5, 2, 2)).constant(noise.normal(6, 2)));
        all.add(rows(4).constant(noise.u8(6, 16)).in(noise.integers(Element.I64, 0, 5, 3)).constant(noise.normal(6, 2))
                .constant(noise.u8(6, 1)));
        all.add(rows(8).constant(noise.u8(6, 32)).in(noise.integers(Element.I64, 0, 5, 3)).constant(noise.normal(6, 2)));
        return all.stream();
    }

    private static OneNode bits(long bits, long k) {
        return microsoft("MatMulNBits").with("K", k).with("N", 5).with("bits", bits).with("block_size", 32);
    }

    private static OneNode rows(long bits) {
        return microsoft("GatherBlockQuantized").with("gather_axis", 0).with("quantize_axis", 1).with("block_size", 16)
                .with("bits", bits);
    }

    private static Stream<OneNode> blocks() {
        Noise noise = new Noise();
        return Stream.of(
                standard("DequantizeLinear", 21).in(noise.i8(4, 6), noise.scales(2, 6), noise.i8(2, 6)).with("axis", 0)
                        .with("block_size", 2),
                standard("QuantizeLinear", 21).in(noise.normal(4, 6), noise.scales(4, 3), noise.i8(4, 3)).with("axis", 1)
                        .with("block_size", 2),
                standard("QuantizeLinear", 21).in(noise.normal(4, 6), noise.scales(4, 3)).with("axis", 1)
                        .with("block_size", 2).with("output_dtype", 3),
                standard("QuantizeLinear", 13).in(noise.normal(4, 6), noise.scales(4), noise.u8(4)).with("axis", -2),
                standard("DequantizeLinear", 13).in(noise.integers(Element.I32, -100, 100, 4, 6), noise.scales(6)));
    }

    private static Stream<OneNode> layerNorms() {
        Noise noise = new Noise();
        return Stream.of(
                microsoft("SkipLayerNormalization").in(noise.normal(2, 3, 8), noise.normal(2, 3, 8))
                        .in(noise.normal(8), noise.normal(8), noise.normal(8)).with("epsilon", 1e-3),
                microsoft("SkipSimplifiedLayerNormalization").in(noise.normal(2, 3, 8), noise.normal(2, 3, 8))
                        .in(noise.normal(8), noise.normal(8)).with("epsilon", 1e-3),
                standard("GroupNormalization", 18).in(noise.normal(2, 6, 4, 4), noise.normal(3), noise.normal(3))
                        .with("num_groups", 3),
                standard("MeanVarianceNormalization", 13).in(noise.normal(2, 3, 4, 4)),
                microsoft("BiasGelu").in(noise.normal(2, 8), noise.normal(8)),
                microsoft("FastGelu").in(noise.normal(2, 8), noise.normal(8)),
                microsoft("QuickGelu").in(noise.normal(2, 8)),
                microsoft("FusedMatMul").in(noise.normal(2, 5, 3), noise.normal(2, 4, 5)).with("transA", 1).with("transB", 1)
                        .with("alpha", 0.3));
    }

    private static Stream<OneNode> resizing() {
        Noise noise = new Noise();
        Tensor twice = Tensor.of(new long[] {4}, 1f, 1f, 2f, 3f);
        List<OneNode> all = new ArrayList<>();
        for (String mode : List.of("nearest", "linear")) {
            all.add(standard("Resize", 10).in(noise.normal(1, 2, 5, 6)).constant(twice).with("mode", mode));
            all.add(standard("Upsample", 9).in(noise.normal(1, 2, 5, 6)).constant(twice).with("mode", mode));
            all.add(standard("Upsample", 7).in(noise.normal(1, 2, 5, 6)).withAll("scales", 1f, 1f, 2f, 3f).with("mode", mode));
        }
        for (String mode : List.of("bilinear", "nearest", "bicubic")) {
            for (String padding : List.of("zeros", "border", "reflection")) {
                all.add(standard("GridSample", 16).in(noise.normal(1, 2, 5, 6), noise.normal(1, 3, 4, 2)).with("mode", mode)
                        .with("padding_mode", padding));
            }
        }
        Tensor boxes = Tensor.of(new long[] {2, 4}, 0.5f, 1.2f, 6.3f, 7.7f, 2f, 2f, 9f, 8f);
        for (int version : List.of(10, 16)) {
            all.add(standard("RoiAlign", version).in(noise.normal(2, 3, 10, 10), boxes, Tensor.vector(0, 1))
                    .with("output_height", 3).with("output_width", 4).with("spatial_scale", 0.9));
        }
        return all.stream();
    }

    private static Stream<OneNode> spectra() {
        Noise noise = new Noise();
        Tensor step = Tensor.scalar(Element.I64, 8);
        return Stream.of(
                standard("DFT", 17).in(noise.normal(1, 10, 2)).with("axis", 1).with("inverse", 1),
                standard("DFT", 17).in(noise.normal(1, 10, 1)).constant(step).with("axis", 1).with("onesided", 1),
                standard("STFT", 17).in(noise.normal(1, 64, 1)).constant(step).in(noise.normal(16)),
                standard("MelWeightMatrix", 17).constant(Tensor.scalar(Element.I64, 20), Tensor.scalar(Element.I64, 512))
                        .constant(Tensor.scalar(Element.I64, 16000), f32(20), f32(7600)));
    }
}
