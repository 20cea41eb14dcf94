// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.type.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The JSON header of a safetensors file.
 *
 * @param entries what the file holds, by name, in the order of the header
 * @param metadata free text by name
 */
record SafetensorsHeader(SequencedMap<String, Entry> entries, SequencedMap<String, String> metadata) {

    static final String METADATA = "__metadata__";
    private static final int MOST_AXES = 64;

    private static final Map<String, Element> STORED = stored();

    /** One tensor: how it is stored, its sizes, and its bytes {@code begin} to {@code end} of the data. */
    record Entry(Element stored, long[] sizes, long begin, long end) {}

    private static Map<String, Element> stored() {
        Map<String, Element> stored = new TreeMap<>();
        for (Element element : List.of(
                Element.F64, Element.F32, Element.F16, Element.BF16, Element.I64, Element.I32, Element.I16, Element.I8,
                Element.U64, Element.U32, Element.U16, Element.U8, Element.BOOL)) {
            stored.put(element.toString().toUpperCase(Locale.ROOT), element);
        }
        stored.put("F8_E4M3", Element.F8E4M3FN);
        stored.put("F8_E5M2", Element.F8E5M2);
        stored.put("F8_E8M0", Element.F8E8M0);
        return stored;
    }

    /** The element under which this one is stored: itself, or the next wider integer. */
    static Element storedAs(Element element) {
        if (STORED.containsValue(element)) return element;
        int bits = 8 * element.bytes();
        return element.kind() == Element.Kind.INT ? Element.signed(bits) : Element.unsigned(bits);
    }

    static SafetensorsHeader parse(String where, String json) {
        var in = new HeaderReader(where, json);
        SequencedMap<String, Entry> entries = new LinkedHashMap<>();
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        boolean described = false;
        in.expect('{');
        while (in.peek() != '}') {
            if (described || !entries.isEmpty()) in.expect(',');
            String name = key(in);
            if (entries.containsKey(name) || described && name.equals(METADATA))
                throw in.fault("the header has '" + name + "' twice.");
            if (name.equals(METADATA)) {
                described = true;
                metadata(in, metadata);
            } else {
                entries.put(name, entry(in, name));
            }
        }
        in.expect('}');
        in.expectEnd();
        return new SafetensorsHeader(entries, metadata);
    }

    private static String key(HeaderReader in) {
        String key = in.string('"');
        in.expect(':');
        return key;
    }

    private static void metadata(HeaderReader in, SequencedMap<String, String> metadata) {
        in.expect('{');
        while (in.peek() != '}') {
            if (!metadata.isEmpty()) in.expect(',');
            String name = key(in);
            if (metadata.put(name, in.string('"')) != null) throw in.fault("the metadata has '" + name + "' twice.");
        }
        in.expect('}');
    }

    private static Entry entry(HeaderReader in, String name) {
        Map<String, Object> fields = new TreeMap<>();
        in.expect('{');
        while (in.peek() != '}') {
            if (!fields.isEmpty()) in.expect(',');
            String key = key(in);
            Object value = switch (key) {
                case "dtype" -> element(in, name);
                case "shape" -> numbers(in, name);
                case "data_offsets" -> numbers(in, name);
                default ->
                    throw in.fault("tensor '" + name + "' has the field '" + key + "'; expected dtype, shape and data_offsets.");
            };
            if (fields.put(key, value) != null) throw in.fault("tensor '" + name + "' has the field '" + key + "' twice.");
        }
        in.expect('}');
        boolean complete = fields.get("dtype") instanceof Element && fields.get("shape") instanceof long[];
        if (!complete || !(fields.get("data_offsets") instanceof long[] offsets) || offsets.length != 2) {
            throw in.fault(
                    "tensor '" + name + "' has the fields " + fields.keySet() + "; expected dtype, shape and two data_offsets.");
        }
        return new Entry((Element) fields.get("dtype"), (long[]) fields.get("shape"), offsets[0], offsets[1]);
    }

    private static Element element(HeaderReader in, String name) {
        String dtype = in.string('"');
        Element element = STORED.get(dtype);
        if (element == null)
            throw in.fault("tensor '" + name + "' is of dtype " + dtype + "; expected one of " + STORED.keySet() + ".");
        return element;
    }

    private static long[] numbers(HeaderReader in, String name) {
        List<Long> numbers = new ArrayList<>();
        in.expect('[');
        while (in.peek() != ']') {
            if (!numbers.isEmpty()) in.expect(',');
            if (numbers.size() > MOST_AXES) throw in.fault("tensor '" + name + "' has more than " + MOST_AXES + " axes.");
            numbers.add(in.number());
        }
        in.expect(']');
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /** The header as JSON, metadata first. */
    String print() {
        var text = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            text.append(quoted(METADATA)).append(":{");
            metadata.forEach((name, value) -> text.append(quoted(name)).append(':').append(quoted(value)).append(','));
            text.setCharAt(text.length() - 1, '}');
            text.append(',');
        }
        entries.forEach((name, entry) -> text.append(quoted(name)).append(":{\"dtype\":\"").append(dtype(entry.stored()))
                .append("\",\"shape\":").append(Arrays.toString(entry.sizes()).replace(" ", ""))
                .append(",\"data_offsets\":[").append(entry.begin()).append(',').append(entry.end()).append("]},"));
        if (text.length() > 1) text.setLength(text.length() - 1);
        return text.append('}').toString();
    }

    private static String dtype(Element stored) {
        return STORED.entrySet().stream().filter(each -> each.getValue().equals(stored)).findFirst().orElseThrow().getKey();
    }

    private static String quoted(String value) {
        var text = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') text.append('\\').append(c);
            else if (c < ' ' || Character.isSurrogate(c)) text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            else text.append(c);
        }
        return text.append('"').toString();
    }
}
