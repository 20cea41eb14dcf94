// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import com.google.protobuf.ByteString;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.onnx.proto.AttributeProto;
import dev.dyadic.onnx.proto.AttributeProto.AttributeType;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.ModelProto;
import dev.dyadic.onnx.proto.NodeProto;
import dev.dyadic.onnx.proto.OperatorSetIdProto;
import dev.dyadic.onnx.proto.TensorProto;
import dev.dyadic.onnx.proto.TensorShapeProto;
import dev.dyadic.onnx.proto.TypeProto;
import dev.dyadic.onnx.proto.ValueInfoProto;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A model of one node, with data to run it on. Its outputs are called y0, y1, and so on. */
final class OneNode {

    static final String MICROSOFT = "com.microsoft";

    private final String domain;
    private final String op;
    private final int version;
    private final NodeProto.Builder node;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("one");
    private final SequencedMap<String, Tensor> data = new LinkedHashMap<>();
    private final List<String> attributes = new ArrayList<>();
    private int ins;
    private int outs;

    private OneNode(String domain, String op, int version) {
        this.domain = domain;
        this.op = op;
        this.version = version;
        this.node = NodeProto.newBuilder().setDomain(domain).setOpType(op);
    }

    static OneNode standard(String op, int version) {
        return new OneNode("", op, version).outputs(1);
    }

    static OneNode microsoft(String op) {
        return new OneNode(MICROSOFT, op, 1).outputs(1);
    }

    OneNode outputs(int count) {
        while (outs < count) {
            String name = "y" + outs++;
            node.addOutput(name);
            graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
        return this;
    }

    /** An operand given when the model runs. */
    OneNode in(Tensor... operands) {
        for (Tensor operand : operands) {
            String name = next();
            data.put(name, operand);
            var shape = TensorShapeProto.newBuilder();
            for (long size : operand.sizes()) shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
            var type = TypeProto.Tensor.newBuilder().setElemType(number(operand.element())).setShape(shape);
            graph.addInput(ValueInfoProto.newBuilder()
                    .setName(name)
                    .setType(TypeProto.newBuilder().setTensorType(type)));
        }
        return this;
    }

    /** An operand that lies in the model. */
    OneNode constant(Tensor... operands) {
        for (Tensor operand : operands) {
            graph.addInitializer(proto(next(), operand));
        }
        return this;
    }

    /** A tensor as it lies in a model. */
    static TensorProto proto(String name, Tensor tensor) {
        var proto = TensorProto.newBuilder().setName(name).setDataType(number(tensor.element()));
        for (long size : tensor.sizes()) proto.addDims(size);
        return proto.setRawData(ByteString.copyFrom(tensor.data().toArray(ValueLayout.JAVA_BYTE))).build();
    }

    /** An operand left out. */
    OneNode none() {
        ins++;
        node.addInput("");
        return this;
    }

    OneNode with(String name, long value) {
        return with(name + "=" + value, attribute(name, AttributeType.INT).setI(value));
    }

    OneNode with(String name, double value) {
        return with(name + "=" + value, attribute(name, AttributeType.FLOAT).setF((float) value));
    }

    OneNode with(String name, String value) {
        return with(name + "=" + value, attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    }

    OneNode withAll(String name, Long... values) {
        return with(name + "=" + List.of(values), attribute(name, AttributeType.INTS).addAllInts(List.of(values)));
    }

    OneNode withAll(String name, Float... values) {
        return with(name + "=" + List.of(values), attribute(name, AttributeType.FLOATS).addAllFloats(List.of(values)));
    }

    OneNode withAll(String name, String... values) {
        var texts = List.of(values).stream().map(ByteString::copyFromUtf8).toList();
        return with(name + "=" + List.of(values), attribute(name, AttributeType.STRINGS).addAllStrings(texts));
    }

    /** What to run it on, by input. */
    Map<String, Tensor> data() {
        return data;
    }

    int outputs() {
        return outs;
    }

    ModelProto model() {
        var standard = OperatorSetIdProto.newBuilder().setVersion(domain.isEmpty() ? version : 17);
        var model = ModelProto.newBuilder().setIrVersion(8).addOpsetImport(standard);
        if (!domain.isEmpty()) model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version));
        return model.setGraph(graph.clone().addNode(node)).build();
    }

    @Override public String toString() {
        return op + " " + version + " " + attributes + " " + data.values();
    }

    private OneNode with(String text, AttributeProto.Builder attribute) {
        attributes.add(text);
        node.addAttribute(attribute);
        return this;
    }

    private String next() {
        String name = "x" + ins++;
        node.addInput(name);
        return name;
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static int number(Element element) {
        for (int number = 1; number <= 26; number++) {
            if (DataTypes.element(number).filter(element::equals).isPresent()) return number;
        }
        throw new IllegalArgumentException("ONNX has no " + element);
    }
}
