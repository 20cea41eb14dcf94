// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import dev.dyadic.backend.simd.generate.Storage;
import dev.dyadic.ir.text.DimParser;
import dev.dyadic.ir.text.TypeParser;
import dev.dyadic.ir.type.Element;
import dev.dyadic.simd.ColumnRequant;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records from the bytes that {@link RecordWriter} made of them. */
final class RecordReader {

    private static final RecordForm[] FORMS = RecordForm.values();

    private final DataInputStream in;
    private final List<Object> arrays;
    private final Map<Class<?>, Constructor<?>> constructors = new HashMap<>();

    /** @param arrays by number */
    RecordReader(byte[] bytes, List<Object> arrays) {
        this.in = new DataInputStream(new ByteArrayInputStream(bytes));
        this.arrays = arrays;
    }

    /** @throws IOException if the bytes end too early */
    Object read() throws IOException {
        return switch (FORMS[in.readUnsignedByte()]) {
            case INT -> in.readInt();
            case BYTE -> in.readByte();
            case FLOAT -> in.readFloat();
            case BOOLEAN -> in.readBoolean();
            case TEXT -> in.readUTF();
            case TYPE -> TypeParser.parse(in.readUTF());
            case DIM -> DimParser.parse(in.readUTF());
            case ELEMENT -> Element.parse(in.readUTF()).orElseThrow();
            case STORAGE -> Storage.values()[in.readUnsignedByte()];
            case OPTIONAL -> list().stream().findFirst();
            case LIST -> list();
            case ARRAY -> arrays.get(in.readInt());
            case REQUANT -> requant(list());
            case RECORD -> record(RecordForm.KNOWN.get(in.readUnsignedByte()));
        };
    }

    private List<Object> list() throws IOException {
        int count = in.readInt();
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) list.add(read());
        return List.copyOf(list);
    }

    private static ColumnRequant requant(List<Object> of) {
        return new ColumnRequant((int[]) of.get(0), (int[]) of.get(1), (int) of.get(2), (int) of.get(3), (int) of.get(4));
    }

    private Object record(Class<? extends Record> type) throws IOException {
        Constructor<?> constructor = constructors.computeIfAbsent(type, RecordReader::constructor);
        Object[] components = new Object[constructor.getParameterCount()];
        for (int i = 0; i < components.length; i++) components[i] = read();
        try {
            return constructor.newInstance(components);
        } catch (ReflectiveOperationException e) {
            throw new IOException("a record that cannot be made: " + type, e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        try {
            return type.getDeclaredConstructor(
                    Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has this constructor", e);
        }
    }
}
