// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import dev.dyadic.plugin.Executable;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model loaded by ONNX Runtime. */
final class Session implements Executable {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<Value> inputs;
    private final List<Value> outputs;

    Session(OrtEnvironment environment, OrtSession session) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.inputs = values(session.getInputInfo().values());
        this.outputs = values(session.getOutputInfo().values());
    }

    @Override public List<Value> inputs() { return inputs; }

    @Override public List<Value> outputs() { return outputs; }

    @Override public boolean isThreadSafe() { return true; }

    @Override public List<Tensor> run(List<Tensor> given) {
        if (given.size() != inputs.size())
            throw refused("there are " + inputs.size() + " inputs, but " + given.size() + " tensors.");
        Map<String, OnnxTensor> fed = new LinkedHashMap<>();
        try {
            for (int i = 0; i < given.size(); i++) fed.put(inputs.get(i).name(), feed(inputs.get(i), given.get(i)));
            try (OrtSession.Result result = session.run(fed)) {
                List<Tensor> tensors = new ArrayList<>();
                for (Value output : outputs) tensors.add(read(output, result.get(output.name())));
                return tensors;
            }
        } catch (OrtException e) {
            throw refused(e.getMessage());
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    @Override public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private OnnxTensor feed(Value input, Tensor tensor) throws OrtException {
        if (!input.type().knownElement().equals(Optional.of(tensor.element()))) {
            throw refused("the input " + input.name() + " is " + input.type() + ", but was given " + tensor + ".");
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.toIntExact(tensor.data().byteSize())).order(ByteOrder.nativeOrder());
        MemorySegment.ofBuffer(buffer).copyFrom(tensor.data());
        return OnnxTensor.createTensor(environment, buffer, tensor.sizes(), Elements.java(tensor.element()).orElseThrow());
    }

    private static Tensor read(Value output, Optional<OnnxValue> value) {
        if (value.isEmpty() || !(value.get() instanceof OnnxTensor tensor))
            throw refused("the output " + output.name() + " is no tensor.");
        TensorInfo info = tensor.getInfo();
        var element = Elements.of(info)
                .orElseThrow(() -> refused("the output " + output.name() + " is of an element that is not supported."));
        byte[] bytes = new byte[Math.toIntExact(Tensor.count(info.getShape()) * element.bytes())];
        tensor.getByteBuffer().get(bytes);
        return Tensor.of(element, info.getShape(), MemorySegment.ofArray(bytes));
    }

    private static List<Value> values(Collection<NodeInfo> infos) {
        return infos.stream().map(info -> new Value(info.getName(), type(info))).toList();
    }

    private static Type type(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo info)) return Type.UNKNOWN;
        List<Dim> dims = new ArrayList<>();
        long[] sizes = info.getShape();
        for (int i = 0; i < sizes.length; i++) dims.add(dim(sizes[i], info.getDimensionNames()[i]));
        Scalar scalar = Elements.of(info).map(Scalar.class::cast).orElse(Scalar.UNKNOWN);
        return new Type(Shape.of(dims), scalar);
    }

    /** A size that is no number is negative; it may have a name, though some exporters write {@code ?} or {@code -1} for one. */
    private static Dim dim(long size, String name) {
        if (size >= 0) return Dim.of(size);
        return Dim.isName(name) ? Dim.named(name) : Dim.UNKNOWN;
    }

    private static DyadicException refused(String why) {
        return new DyadicException(Fault.INPUT, "ONNX Runtime", why);
    }
}
