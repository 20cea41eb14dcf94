// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.onnx.proto.AttributeProto;
import dev.dyadic.onnx.proto.AttributeProto.AttributeType;
import dev.dyadic.onnx.proto.FunctionProto;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.ModelProto;
import dev.dyadic.onnx.proto.NodeProto;
import dev.dyadic.onnx.proto.OperatorSetIdProto;
import dev.dyadic.onnx.proto.TensorProto;
import dev.dyadic.onnx.proto.TensorShapeProto;
import dev.dyadic.onnx.proto.TypeProto;
import dev.dyadic.onnx.proto.ValueInfoProto;
import dev.dyadic.plugin.fix.Fixing;
import java.nio.file.Path;
import java.util.List;

/** Small models, written down. */
final class Models {

    static final int F32 = 1;
    static final int I64 = 7;
    static final int BOOL = 9;

    private Models() {}

    static ModelProto model(GraphProto.Builder graph, FunctionProto... functions) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("local").setVersion(1))
                .setGraph(graph)
                .addAllFunctions(List.of(functions))
                .build();
    }

    static GraphProto.Builder graph(NodeProto... nodes) {
        return GraphProto.newBuilder().setName("g").addAllNode(List.of(nodes));
    }

    /** An op and its operands, arrow, results: {@code "Add a b -> c"}; an underscore is an absent operand. */
    static NodeProto node(String text, AttributeProto... attributes) {
        String[] sides = text.split("->");
        String[] words = sides[0].strip().split("\\s+");
        NodeProto.Builder node = NodeProto.newBuilder().addAllAttribute(List.of(attributes));
        int dot = words[0].lastIndexOf('.');
        if (dot > 0) node.setDomain(words[0].substring(0, dot));
        node.setOpType(words[0].substring(dot + 1));
        for (int i = 1; i < words.length; i++) node.addInput(words[i].equals("_") ? "" : words[i]);
        for (String out : sides[1].strip().split("\\s+")) node.addOutput(out);
        return node.build();
    }

    static NodeProto named(String name, NodeProto node) {
        return node.toBuilder().setName(name).build();
    }

    /** A value of sizes that are numbers, or names where they are texts. */
    static ValueInfoProto value(String name, int type, Object... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object size : sizes) {
            if (size instanceof String text) shape.addDimBuilder().setDimParam(text);
            else shape.addDimBuilder().setDimValue(((Number) size).longValue());
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape).build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    static ValueInfoProto untyped(String name) {
        return ValueInfoProto.newBuilder().setName(name).build();
    }

    static TensorProto floats(String name, long[] sizes, float... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(F32);
        for (long size : sizes) tensor.addDims(size);
        for (float value : values) tensor.addFloatData(value);
        return tensor.build();
    }

    static TensorProto raw(String name, int type, long[] sizes, int... bytes) {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < data.length; i++) data[i] = (byte) bytes[i];
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type)
                .setRawData(ByteString.copyFrom(data));
        for (long size : sizes) tensor.addDims(size);
        return tensor.build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto body(String name, GraphProto.Builder value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.GRAPH)
                .setG(value)
                .build();
    }

    /** An attribute of a function's node that stands for one of the function. */
    static AttributeProto reference(String name, AttributeType type, String attribute) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(type)
                .setRefAttrName(attribute)
                .build();
    }

    static FunctionProto.Builder function(String name, List<String> inputs, List<String> outputs, NodeProto... nodes) {
        return FunctionProto.newBuilder()
                .setDomain("local")
                .setName(name)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllNode(List.of(nodes))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("local").setVersion(1));
    }

    static Graph read(ModelProto model) {
        return OnnxFiles.graph(model, Path.of("."), "model", Fixing.NONE);
    }

    /** The message with which a model is refused. */
    static String refusal(ModelProto model) {
        return assertThrows(DyadicException.class, () -> read(model)).getMessage();
    }
}
