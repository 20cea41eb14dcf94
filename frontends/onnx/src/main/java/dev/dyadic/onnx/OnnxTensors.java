// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import com.google.protobuf.ByteString;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import dev.dyadic.onnx.proto.TensorProto;
import dev.dyadic.onnx.proto.TensorProto.DataLocation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/** Reads ONNX tensors. Bytes are not copied where they already lie as a tensor needs them. */
public final class OnnxTensors {

    private final ExternalData external;

    OnnxTensors(ExternalData external) {
        this.external = external;
    }

    /**
     * Reads a file that holds one tensor.
     *
     * @throws DyadicException if there is none, or it is malformed
     */
    public static Tensor read(Path file) {
        TensorProto proto = ProtoFiles.parse(file, TensorProto.parser(), "an ONNX tensor");
        Path folder = file.toAbsolutePath().getParent();
        return new OnnxTensors(new ExternalData(folder)).tensor(proto, file.toString());
    }

    /** The tensor a message describes; {@code where} is what errors call it. */
    Tensor tensor(TensorProto proto, String where) {
        Element element = DataTypes.element(proto.getDataType())
                .filter(each -> !each.equals(Element.STRING))
                .orElseThrow(() -> DyadicException.model(where, "its elements are of "
                        + (proto.getDataType() == 8 ? "type string" : "type " + DataTypes.name(proto.getDataType()))
                        + "; only tensors of numbers and bools are supported."));
        if (proto.hasSegment()) throw DyadicException.model(where, "is stored in segments, which is not supported.");
        long[] sizes = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
        long count = count(sizes, where);
        MemorySegment data = data(proto, element, count, where);
        return Tensor.of(element, sizes, element.kind() == Element.Kind.BOOL ? bools(data) : data);
    }

    private MemorySegment data(TensorProto proto, Element element, long count, String where) {
        if (count == 0) return MemorySegment.ofArray(new byte[0]);
        long stored = packed(element) ? Math.ceilDiv(Math.multiplyExact(count, element.bits()), 8) : size(element, count, where);
        if (proto.getDataLocation() == DataLocation.EXTERNAL) {
            return unpacked(element, count, external.bytes(proto, where, stored));
        }
        if (!proto.hasRawData()) return typed(proto, element, count, where);
        ByteString raw = proto.getRawData();
        if (raw.size() != stored) {
            throw DyadicException.model(where, "a tensor " + shown(element, proto) + " takes " + stored + " bytes, found "
                    + raw.size() + ".");
        }
        return unpacked(element, count, MemorySegment.ofBuffer(raw.asReadOnlyByteBuffer()));
    }

    /** Elements that share bytes in a file; here each has its own. */
    private static boolean packed(Element element) {
        return element.bits() < 8 && element.kind() != Element.Kind.BOOL;
    }

    /** The first element lies in the lowest bits. */
    private static MemorySegment unpacked(Element element, long count, MemorySegment data) {
        if (!packed(element)) return data;
        byte[] bytes = new byte[Math.toIntExact(count)];
        int bits = element.bits();
        int unused = 32 - bits;
        boolean signed = element.kind() == Element.Kind.INT;
        for (int i = 0; i < bytes.length; i++) {
            long bit = (long) i * bits;
            int code = data.get(ValueLayout.JAVA_BYTE, bit / 8) >> (int) (bit % 8) << unused;
            bytes[i] = (byte) (signed ? code >> unused : code >>> unused);
        }
        return MemorySegment.ofArray(bytes);
    }

    /** Elements in the field for their type. */
    private static MemorySegment typed(TensorProto proto, Element element, long count, String where) {
        if (element.equals(Element.F32)) {
            check(proto, element, count, proto.getFloatDataCount(), "float_data", where);
            float[] floats = new float[(int) count];
            for (int i = 0; i < floats.length; i++) floats[i] = proto.getFloatData(i);
            return MemorySegment.ofArray(floats);
        }
        if (element.equals(Element.F64)) {
            check(proto, element, count, proto.getDoubleDataCount(), "double_data", where);
            double[] doubles = new double[(int) count];
            for (int i = 0; i < doubles.length; i++) doubles[i] = proto.getDoubleData(i);
            return MemorySegment.ofArray(doubles);
        }
        if (element.equals(Element.I64)) {
            check(proto, element, count, proto.getInt64DataCount(), "int64_data", where);
            return longs(element, proto.getInt64DataList());
        }
        if (element.equals(Element.U64) || element.equals(Element.U32)) {
            check(proto, element, count, proto.getUint64DataCount(), "uint64_data", where);
            return longs(element, proto.getUint64DataList());
        }
        long stored = packed(element) ? Math.ceilDiv(count * element.bits(), 8) : count;
        check(proto, element, stored, proto.getInt32DataCount(), "int32_data", where);
        if (packed(element)) return unpacked(element, count, codes(Element.U8, proto.getInt32DataList()));
        return element.isFloat() && element.bytes() == 2
                ? codes(Element.U16, proto.getInt32DataList())
                : codes(element.isFloat() ? Element.U8 : element, proto.getInt32DataList());
    }

    private static MemorySegment codes(Element element, List<Integer> values) {
        return Tensor.ofLongs(
                element,
                new long[] {values.size()},
                values.stream().mapToLong(Integer::longValue).toArray())
                .data();
    }

    private static MemorySegment longs(Element element, List<Long> values) {
        return Tensor.ofLongs(
                element,
                new long[] {values.size()},
                values.stream().mapToLong(Long::longValue).toArray())
                .data();
    }

    private static void check(TensorProto proto, Element element, long wanted, int found, String field, String where) {
        if (wanted == found) return;
        throw DyadicException.model(where, "a tensor " + shown(element, proto) + " takes " + wanted + " numbers in " + field
                + ", found " + found + ".");
    }

    /** A bool is 0 or 1 here; some files say 255. */
    private static MemorySegment bools(MemorySegment data) {
        boolean clean = true;
        for (long i = 0; i < data.byteSize(); i++) clean &= (data.get(ValueLayout.JAVA_BYTE, i) & ~1) == 0;
        if (clean) return data;
        byte[] bytes = data.toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (bytes[i] == 0 ? 0 : 1);
        return MemorySegment.ofArray(bytes);
    }

    private static long size(Element element, long count, String where) {
        try {
            return Math.multiplyExact(count, element.bytes());
        } catch (ArithmeticException _) {
            throw DyadicException.model(where, "has more elements than any memory holds.");
        }
    }

    private static long count(long[] sizes, String where) {
        try {
            long count = Tensor.count(sizes);
            return Math.multiplyExact(count, 8) / 8;
        } catch (ArithmeticException _) {
            throw DyadicException.model(where, "has more elements than any memory holds.");
        } catch (IllegalArgumentException e) {
            throw DyadicException.model(where, e.getMessage() + ".");
        }
    }

    private static String shown(Element element, TensorProto proto) {
        StringBuilder text = new StringBuilder();
        for (long size : proto.getDimsList()) text.append(size).append('x');
        return text.append(element).toString();
    }
}
