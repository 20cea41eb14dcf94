// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import static dev.dyadic.onnx.Models.node;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.onnx.proto.AttributeProto;
import dev.dyadic.onnx.proto.AttributeProto.AttributeType;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.ModelProto;
import dev.dyadic.onnx.proto.NodeProto;
import dev.dyadic.onnx.proto.OperatorSetIdProto;
import dev.dyadic.plugin.fix.Fixing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A small model that comes quantized: inputs x and x2 become codes q and q2, of which a result out is made. Its constants: weights wc of
 * a convolution, mc and tc of products, with scales and zero points; w, m, t and b, c, their numbers and those of biases.
 */
record CodedModel(String name, List<NodeProto> nodes) {

    static final float RESULT_SCALE = 0.05f;

    private static final SequencedMap<String, Tensor> CONSTANTS = constants();

    /** Ops on numbers between a dequantize, which gives a and a2, and a quantize, which takes y. */
    static CodedModel reals(String name, NodeProto... steps) {
        Set<String> used = new HashSet<>();
        for (NodeProto step : steps) used.addAll(step.getInputList());
        List<NodeProto> nodes = new ArrayList<>(List.of(
                node("DequantizeLinear q xs xz -> a"),
                node("DequantizeLinear q2 xs xz -> a2"),
                node("DequantizeLinear wc ws wz -> w", Models.integer("axis", 0)),
                node("DequantizeLinear mc ms mz -> m"),
                node("DequantizeLinear tc ts tz -> t", Models.integer("axis", 0)),
                node("DequantizeLinear bc bs -> b", Models.integer("axis", 0)),
                node("DequantizeLinear cc cs -> c", Models.integer("axis", 0))));
        nodes.removeIf(node -> !used.contains(node.getOutput(0)));
        nodes.addAll(List.of(steps));
        nodes.add(node("QuantizeLinear y ys yz -> r"));
        return new CodedModel(name, nodes);
    }

    /** One op that makes codes r of codes q and q2. */
    static CodedModel codes(String name, String op, AttributeProto... attributes) {
        return new CodedModel(name, List.of(node(op, attributes)));
    }

    /** One op that makes sums i of codes q, which are scaled and quantized. */
    static CodedModel sums(String name, String op) {
        return new CodedModel(name, List.of(
                node(op), node("Cast i -> f", Models.integer("to", Models.F32)), node("Mul f ps -> y"),
                node("QuantizeLinear y ys yz -> r")));
    }

    static AttributeProto window(long size) {
        return AttributeProto.newBuilder().setName("kernel_shape").setType(AttributeType.INTS).addInts(size).addInts(size)
                .build();
    }

    List<String> inputs() {
        return List.of("x", "x2");
    }

    SequencedMap<String, Tensor> named() {
        var noise = new Noise();
        SequencedMap<String, Tensor> named = new LinkedHashMap<>();
        for (String input : inputs()) named.put(input, noise.normal(2, 3, 6, 6));
        return named;
    }

    List<Tensor> data() {
        return List.copyOf(named().values());
    }

    Graph graph() {
        return OnnxFiles.graph(proto(), Path.of("."), "model", Fixing.NONE);
    }

    ModelProto proto() {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("coded");
        for (String input : inputs()) graph.addInput(Models.value(input, Models.F32, 2, 3, 6, 6));
        graph.addNode(node("QuantizeLinear x xs xz -> q")).addNode(node("QuantizeLinear x2 xs xz -> q2"));
        graph.addAllNode(nodes).addNode(node("DequantizeLinear r ys yz -> out"));
        Set<String> used = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) used.addAll(node.getInputList());
        CONSTANTS.forEach((constant, tensor) -> {
            if (used.contains(constant)) graph.addInitializer(OneNode.proto(constant, tensor));
        });
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(OneNode.MICROSOFT).setVersion(1))
                .setGraph(graph.addOutput(Models.untyped("out")))
                .build();
    }

    private static SequencedMap<String, Tensor> constants() {
        var noise = new Noise();
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        all.put("xs", Noise.f32(0.02));
        all.put("xz", Noise.point(120));
        all.put("ys", Noise.f32(RESULT_SCALE));
        all.put("yz", Noise.point(100));
        all.put("ps", Noise.f32(0.0004));
        all.put("wc", noise.i8(4, 3, 3, 3));
        all.put("ws", noise.scales(4));
        all.put("wz", Tensor.ofLongs(Element.I8, new long[] {4}, 0, 0, 0, 0));
        all.put("bc", noise.integers(Element.I32, -2000, 2000, 4));
        all.put("bs", scaled(all.get("ws"), 0.02));
        all.put("mc", noise.integers(Element.U8, 60, 190, 6, 5));
        all.put("ms", Noise.f32(0.02));
        all.put("mz", Noise.point(125));
        all.put("tc", noise.i8(7, 108));
        all.put("ts", noise.scales(7));
        all.put("tz", Tensor.ofLongs(Element.I8, new long[] {7}, 0, 0, 0, 0, 0, 0, 0));
        all.put("cc", noise.integers(Element.I32, -2000, 2000, 7));
        all.put("cs", scaled(all.get("ts"), 0.02));
        return all;
    }

    private static Tensor scaled(Tensor tensor, double factor) {
        double[] values = tensor.toDoubles();
        for (int i = 0; i < values.length; i++) values[i] *= factor;
        return Tensor.ofDoubles(Element.F32, tensor.sizes(), values);
    }

    @Override public String toString() {
        return name;
    }
}
