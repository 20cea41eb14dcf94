// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.onnx.proto.ModelProto;
import dev.dyadic.onnx.proto.ValueInfoProto;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime, as another opinion. */
final class Rival {

    private Rival() {}

    /** What it computes for each output. */
    static List<Tensor> run(OneNode one) throws OrtException {
        return run(one.model(), one.data());
    }

    /** What it computes for each output of a model, in order. */
    static List<Tensor> run(ModelProto model, Map<String, Tensor> data) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> ins = new HashMap<>();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            for (var entry : data.entrySet()) ins.put(entry.getKey(), tensor(environment, entry.getValue()));
            try (OrtSession session = environment.createSession(model.toByteArray(), options);
                    OrtSession.Result results = session.run(ins)) {
                List<Tensor> outs = new ArrayList<>();
                for (ValueInfoProto output : model.getGraph().getOutputList()) {
                    outs.add(tensor((OnnxTensor) results.get(output.getName()).orElseThrow()));
                }
                return outs;
            }
        } finally {
            ins.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Tensor tensor) throws OrtException {
        byte[] bytes = tensor.data().toArray(ValueLayout.JAVA_BYTE);
        ByteBuffer data = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder()).put(bytes).flip();
        return OnnxTensor.createTensor(environment, data, tensor.sizes(), type(tensor.element()));
    }

    private static Tensor tensor(OnnxTensor tensor) {
        ByteBuffer data = tensor.getByteBuffer();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return Tensor.of(element(tensor.getInfo().type), tensor.getInfo().getShape(), MemorySegment.ofArray(bytes));
    }

    private static OnnxJavaType type(Element element) {
        return switch (element.toString()) {
            case "f32" -> OnnxJavaType.FLOAT;
            case "i8" -> OnnxJavaType.INT8;
            case "u8" -> OnnxJavaType.UINT8;
            case "i32" -> OnnxJavaType.INT32;
            case "i64" -> OnnxJavaType.INT64;
            default -> throw new IllegalArgumentException("no test needs " + element);
        };
    }

    private static Element element(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> Element.F32;
            case INT8 -> Element.I8;
            case UINT8 -> Element.U8;
            case INT32 -> Element.I32;
            case INT64 -> Element.I64;
            default -> throw new IllegalArgumentException("no test needs " + type);
        };
    }
}
