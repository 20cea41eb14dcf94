// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import dev.dyadic.backend.simd.generate.Storage;
import dev.dyadic.ir.type.Dim;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import dev.dyadic.simd.ColumnRequant;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records as bytes, for {@link RecordReader}. Arrays are told by number, each once; where their elements are kept is not decided here. */
final class RecordWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final List<Object> arrays = new ArrayList<>();
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();

    /** What has been written. */
    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The arrays that it tells of, by number. */
    List<Object> arrays() {
        return arrays;
    }

    /** @throws IOException if it is no record of {@link RecordForm#KNOWN}, or holds what has no form */
    void write(Object value) throws IOException {
        RecordForm form = RecordForm.of(value);
        out.writeByte(form.ordinal());
        switch (value) {
            case Integer number -> out.writeInt(number);
            case Byte number -> out.writeByte(number);
            case Float number -> out.writeFloat(number);
            case Boolean is -> out.writeBoolean(is);
            case String text -> out.writeUTF(text);
            case Type type -> out.writeUTF(type.toString());
            case Dim dim -> out.writeUTF(dim.toString());
            case Element element -> out.writeUTF(element.toString());
            case Storage storage -> out.writeByte(storage.ordinal());
            case Optional<?> optional -> list(optional.stream().toList());
            case List<?> list -> list(list);
            case ColumnRequant it -> list(List.of(it.multipliers(), it.shifts(), it.zero(), it.lo(), it.hi()));
            case Record record -> record(record);
            default -> out.writeInt(numbers.computeIfAbsent(value, this::number));
        }
    }

    private int number(Object array) {
        arrays.add(array);
        return arrays.size() - 1;
    }

    private void list(List<?> list) throws IOException {
        out.writeInt(list.size());
        for (Object each : list) write(each);
    }

    private void record(Record record) throws IOException {
        out.writeByte(RecordForm.KNOWN.indexOf(record.getClass()));
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                write(component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record that cannot be read: " + record.getClass(), e);
            }
        }
    }
}
