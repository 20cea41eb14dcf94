// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx.translate;

import com.google.protobuf.ByteString;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.onnx.proto.AttributeProto;
import dev.dyadic.onnx.proto.AttributeProto.AttributeType;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.TensorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One ONNX node with its operands resolved. Absent operands and attributes are told apart from present ones. */
public final class OnnxNode {

    private final String domain;
    private final String opType;
    private final int version;
    private final String name;
    private final List<Optional<Value>> ins;
    private final List<String> outs;
    private final Map<String, AttributeProto> attributes;
    private final Function<TensorProto, Tensor> tensors;

    /**
     * @param domain the domain, empty for the standard one
     * @param version the version of the domain's op set in force
     * @param name what messages call the node
     * @param outs the names of the outputs, empty where one is not wanted
     * @param attributes by name, references to attributes of functions resolved
     * @param tensors reads tensors, external data included
     */
    public OnnxNode(
            String domain,
            String opType,
            int version,
            String name,
            List<Optional<Value>> ins,
            List<String> outs,
            Map<String, AttributeProto> attributes,
            Function<TensorProto, Tensor> tensors) {
        this.domain = domain;
        this.opType = opType;
        this.version = version;
        this.name = name;
        this.ins = List.copyOf(ins);
        this.outs = List.copyOf(outs);
        this.attributes = Map.copyOf(attributes);
        this.tensors = tensors;
    }

    public String domain() {
        return domain;
    }

    public String opType() {
        return opType;
    }

    /** The version of the domain's op set in force. */
    public int version() {
        return version;
    }

    /** What messages call the node. */
    public String name() {
        return name;
    }

    /** The number of operands, absent ones included. */
    public int inputs() {
        return ins.size();
    }

    /** Whether operand i is there. */
    public boolean has(int i) {
        return optional(i).isPresent();
    }

    /** Operand i, which must be there. */
    public Value in(int i) {
        return optional(i).orElseThrow(() -> new Refusal("operand " + (i + 1) + " is missing"));
    }

    public Optional<Value> optional(int i) {
        return i < ins.size() ? ins.get(i) : Optional.empty();
    }

    /** All operands, none of which may be absent. */
    public List<Value> ins() {
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < ins.size(); i++) all.add(in(i));
        return all;
    }

    /** The number of outputs, unnamed ones included. */
    public int outputs() {
        return outs.size();
    }

    /** Whether output i has a name. */
    public boolean wants(int i) {
        return i < outs.size() && !outs.get(i).isEmpty();
    }

    /** The name of output i, empty when it is not wanted. */
    public String out(int i) {
        return i < outs.size() ? outs.get(i) : "";
    }

    public boolean hasAttribute(String attribute) {
        return attributes.containsKey(attribute);
    }

    public long integer(String attribute, long otherwise) {
        return get(attribute, AttributeType.INT).map(AttributeProto::getI).orElse(otherwise);
    }

    /** An integer attribute that fits 32 bits, such as an axis. */
    public int small(String attribute, int otherwise) {
        long value = integer(attribute, otherwise);
        if (value != (int) value) throw new Refusal("attribute " + attribute + " is " + value + ", out of range");
        return (int) value;
    }

    /** An integer attribute read as no (0) or yes. */
    public boolean flag(String attribute, boolean otherwise) {
        return integer(attribute, otherwise ? 1 : 0) != 0;
    }

    public double real(String attribute, double otherwise) {
        return get(attribute, AttributeType.FLOAT).map(found -> (double) found.getF()).orElse(otherwise);
    }

    public String text(String attribute, String otherwise) {
        return get(attribute, AttributeType.STRING)
                .map(found -> found.getS().toStringUtf8())
                .orElse(otherwise);
    }

    /** The integers of a list; none when the attribute is absent. */
    public List<Long> integers(String attribute) {
        return get(attribute, AttributeType.INTS).map(AttributeProto::getIntsList).map(List::copyOf).orElse(List.of());
    }

    /** The numbers of a list; none when the attribute is absent. */
    public List<Double> reals(String attribute) {
        return get(attribute, AttributeType.FLOATS)
                .map(found -> found.getFloatsList().stream().map(Float::doubleValue).toList())
                .orElse(List.of());
    }

    /** The texts of a list; none when the attribute is absent. */
    public List<String> texts(String attribute) {
        return get(attribute, AttributeType.STRINGS)
                .map(found -> found.getStringsList().stream().map(ByteString::toStringUtf8).toList())
                .orElse(List.of());
    }

    public Optional<Tensor> tensor(String attribute) {
        return get(attribute, AttributeType.TENSOR).map(AttributeProto::getT).map(tensors);
    }

    /** A graph attribute, which must be there. */
    public GraphProto graph(String attribute) {
        return get(attribute, AttributeType.GRAPH)
                .map(AttributeProto::getG)
                .orElseThrow(() -> new Refusal("attribute " + attribute + " is missing"));
    }

    /** Some files of old leave out the type of an attribute; its value is then taken at the type asked for. */
    private Optional<AttributeProto> get(String attribute, AttributeType type) {
        AttributeProto found = attributes.get(attribute);
        if (found == null) return Optional.empty();
        if (found.getType() != type && found.getType() != AttributeType.UNDEFINED) {
            throw new Refusal("attribute " + attribute + " is of type " + found.getType() + ", it should be " + type);
        }
        return Optional.of(found);
    }
}
