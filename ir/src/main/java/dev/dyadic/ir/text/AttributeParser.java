// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.Graph;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.type.Element;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/** Reads the attributes of an op: {@code {lo=-100, hi=100}}, each by the type of its record component. */
final class AttributeParser {

    private final Cursor in;
    private final Weights weights;
    private final IntFunction<Graph> graphs;

    AttributeParser(Cursor in, Weights weights, IntFunction<Graph> graphs) {
        this.in = in;
        this.weights = weights;
        this.graphs = graphs;
    }

    /** The op of this kind with the attributes that are next, in a graph nested this deep. */
    Op op(Class<? extends Op> kind, int depth) {
        int place = in.mark();
        Attributes attributes = Attributes.of(kind);
        List<String> names = List.copyOf(attributes.components().sequencedKeySet());
        Object[] values = new Object[names.size()];
        if (in.take("{")) read(attributes, names, values, depth);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) throw in.error(place, "found no attribute '" + names.get(i) + "'; expected " + listed(names));
        }
        try {
            return attributes.create(values);
        } catch (IllegalArgumentException e) {
            throw in.error(place, "found attributes that do not go together: " + e.getMessage());
        }
    }

    private void read(Attributes attributes, List<String> names, Object[] values, int depth) {
        boolean first = true;
        while (in.peek() != '}') {
            if (!first) in.expect(",");
            first = false;
            int place = in.mark();
            String name = in.word();
            int index = names.indexOf(name);
            if (name.isEmpty()) throw in.unexpected(listed(names));
            if (index < 0) {
                throw in.error(place, "found the unknown attribute '" + Cursor.shortened(name) + "'; expected " + listed(names),
                        Spelling.hint(name, names));
            }
            if (values[index] != null) throw in.error(place, "found the attribute '" + name + "' again; expected it once");
            in.expect("=");
            RecordComponent component = attributes.components().get(name);
            values[index] = value(component.getGenericType(), depth);
        }
        in.expect("}");
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "no attributes" : "the attributes " + String.join(", ", names);
    }

    private Object value(Type type, int depth) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(generic.getActualTypeArguments()[0], depth);
        }
        if (type == boolean.class || type == Boolean.class) return TensorText.bool(in);
        if (type == int.class || type == Integer.class) return (int) Numbers.integer(in, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (type == long.class || type == Long.class) return Numbers.integer(in, Long.MIN_VALUE, Long.MAX_VALUE);
        if (type == double.class || type == Double.class) return Numbers.real(in);
        if (type == String.class) return in.peek() == '"' ? in.string() : refuse("a string in quotes");
        if (type == Element.class) return TypeParser.element(in);
        if (type == OptionalInt.class) return optional();
        if (type == Tensor.class) return tensor();
        if (type == Graph.class) return graphs.apply(depth + 1);
        if (type instanceof Class<?> kind && kind.isEnum()) return constant(kind);
        throw new IllegalStateException("an attribute is of a kind that has no text: " + type.getTypeName());
    }

    private Object refuse(String expected) {
        throw in.unexpected(expected);
    }

    private List<Object> list(Type type, int depth) {
        List<Object> list = new ArrayList<>();
        in.expect("[");
        while (in.peek() != ']') {
            if (!list.isEmpty()) in.expect(",");
            list.add(value(type, depth));
        }
        in.expect("]");
        return List.copyOf(list);
    }

    private OptionalInt optional() {
        if (!in.peekWord().equals("none")) return OptionalInt.of((int) Numbers.integer(in, Integer.MIN_VALUE, Integer.MAX_VALUE));
        in.word();
        return OptionalInt.empty();
    }

    private Tensor tensor() {
        int place = in.mark();
        if (!in.takeHere("#")) return TensorText.parse(in);
        String name = QirParser.name(in, "the name of a tensor such as #w");
        return weights.find(name).orElseThrow(() -> in.error(place,
                "found #" + Cursor.shortened(Quoting.name(name)) + "; expected the name of a tensor among the weights",
                "The weights of a .qir file lie beside it, in the .safetensors file of the same name."));
    }

    private Object constant(Class<?> kind) {
        List<Enum<?>> constants = new ArrayList<>();
        for (Object each : kind.getEnumConstants()) constants.add((Enum<?>) each);
        List<String> words = constants.stream().map(QirPrinter::word).toList();
        String word = in.peekWord();
        int index = words.indexOf(word);
        if (index < 0) throw in.unexpected("one of " + String.join(", ", words), Spelling.hint(word, words));
        in.word();
        return constants.get(index);
    }
}
