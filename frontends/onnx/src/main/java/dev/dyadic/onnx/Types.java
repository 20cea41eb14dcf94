// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.onnx;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Scalar;
import dev.dyadic.ir.type.Shape;
import dev.dyadic.ir.type.Type;
import dev.dyadic.onnx.proto.GraphProto;
import dev.dyadic.onnx.proto.TensorShapeProto;
import dev.dyadic.onnx.proto.TypeProto;
import dev.dyadic.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Declared types. Names of sizes keep their names as far as those are legal here, and two names stay two; a size that is given
 * as 0 or less is not known and gets a name of its own.
 */
final class Types {

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** Takes the names of sizes of a graph's inputs and outputs, so that made-up ones keep clear of them. */
    Types(GraphProto graph) {
        for (List<ValueInfoProto> infos : List.of(graph.getInputList(), graph.getOutputList())) {
            for (ValueInfoProto info : infos) {
                for (var dim : info.getType().getTensorType().getShape().getDimList()) {
                    if (isName(dim.getDimParam())) name(dim.getDimParam());
                }
            }
        }
    }

    /** The type of an input of the graph, every size a number or a name. */
    Type input(ValueInfoProto info, String where) {
        Type type = declared(info, where);
        if (!type.shape().ranked()) return type;
        List<Dim> dims = new ArrayList<>(type.shape().dims());
        for (int i = 0; i < dims.size(); i++) {
            if (!dims.get(i).isKnown()) dims.set(i, Dim.named(fresh(legal(info.getName() + "_" + i))));
        }
        return type.with(Shape.of(dims));
    }

    /** What is declared of a value, which may be nothing. */
    Type declared(ValueInfoProto info, String where) {
        TypeProto type = info.getType();
        return switch (type.getValueCase()) {
            case VALUE_NOT_SET -> Type.UNKNOWN;
            case TENSOR_TYPE -> {
                TypeProto.Tensor tensor = type.getTensorType();
                Shape shape = tensor.hasShape() ? shape(tensor.getShape()) : Shape.unranked();
                yield new Type(shape, scalar(tensor.getElemType(), where));
            }
            case SEQUENCE_TYPE -> throw unsupported("sequence", where);
            case MAP_TYPE -> throw unsupported("map", where);
            case SPARSE_TENSOR_TYPE -> throw unsupported("sparse tensor", where);
            case OPTIONAL_TYPE -> throw unsupported("optional value", where);
        };
    }

    private Shape shape(TensorShapeProto shape) {
        List<Dim> dims = new ArrayList<>();
        for (var dim : shape.getDimList()) {
            boolean named = isName(dim.getDimParam());
            dims.add(
                    named ? Dim.named(name(dim.getDimParam())) : dim.getDimValue() > 0 ? Dim.of(dim.getDimValue()) : Dim.UNKNOWN);
        }
        return Shape.of(dims);
    }

    /** Some exporters write {@code ?}, {@code -1} or {@code None} for each size they do not know, which names nothing. */
    private static boolean isName(String param) {
        return !param.equals("None") && param.chars().anyMatch(Character::isLetter);
    }

    private static Scalar scalar(int number, String where) {
        if (number == 0) return Scalar.UNKNOWN;
        return DataTypes.element(number)
                .orElseThrow(() -> DyadicException.model(where, "its elements are of type " + DataTypes.name(number)
                        + ", which is not supported."));
    }

    private static DyadicException unsupported(String what, String where) {
        return DyadicException.model(where,
                "is " + (what.startsWith("o") ? "an " : "a ") + what + "; only tensors are supported.");
    }

    private String name(String original) {
        String known = names.get(original);
        if (known != null) return known;
        String name = fresh(legal(original));
        names.put(original, name);
        return name;
    }

    private String fresh(String wanted) {
        if (taken.add(wanted)) return wanted;
        int suffix = 1;
        while (!taken.add(wanted + "_" + suffix)) suffix++;
        return wanted + "_" + suffix;
    }

    private static String legal(String name) {
        String legal = name.replaceAll("[^A-Za-z0-9_.]", "_");
        return legal.matches("[A-Za-z_].*") ? legal : "_" + legal;
    }

    /** What holds of both. */
    static Type join(Type a, Type b) {
        Scalar scalar = a.knownElement().equals(b.knownElement()) ? a.scalar() : Scalar.UNKNOWN;
        if (!a.shape().ranked() || !b.shape().ranked() || a.shape().rank() != b.shape().rank()) {
            return new Type(Shape.unranked(), scalar);
        }
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < a.shape().rank(); i++) {
            Dim dim = a.shape().dim(i);
            dims.add(dim.equals(b.shape().dim(i)) ? dim : Dim.UNKNOWN);
        }
        return new Type(Shape.of(dims), scalar);
    }

    /** Whether a value of one type can be one of the other. */
    static boolean agree(Type a, Type b) {
        boolean elements = a.knownElement().isEmpty()
                || b.knownElement().isEmpty()
                || a.knownElement().equals(b.knownElement());
        if (!elements || !a.shape().ranked() || !b.shape().ranked()) return elements;
        if (a.shape().rank() != b.shape().rank()) return false;
        for (int i = 0; i < a.shape().rank(); i++) {
            Dim x = a.shape().dim(i);
            Dim y = b.shape().dim(i);
            if (x.isConstant() && y.isConstant() && !x.equals(y)) return false;
        }
        return true;
    }
}
