// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.type.Element;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code .npy} file says of its data.
 *
 * @param element what the data are
 * @param bigEndian whether the bytes of an element are to be swapped
 * @param fortran whether the first axis varies fastest
 * @param sizes the shape
 * @param length the bytes before the data
 */
record NpyHeader(Element element, boolean bigEndian, boolean fortran, long[] sizes, long length) {

    /** The bytes that hold the magic, the version and the length of any version. */
    static final int LEAD = 12;

    static final int MOST_HEADER = 1 << 16;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MOST_AXES = 64;
    private static final Pattern DTYPE = Pattern.compile("([<>|=]?)([fiub])([1248])");

    private static final Map<String, Element> ELEMENTS = Map.ofEntries(
            Map.entry("f2", Element.F16), Map.entry("f4", Element.F32), Map.entry("f8", Element.F64),
            Map.entry("i1", Element.I8), Map.entry("i2", Element.I16), Map.entry("i4", Element.I32),
            Map.entry("i8", Element.I64), Map.entry("u1", Element.U8), Map.entry("u2", Element.U16),
            Map.entry("u4", Element.U32), Map.entry("u8", Element.U64), Map.entry("b1", Element.BOOL));

    /** How many bytes stand before the data, by the first {@link #LEAD} bytes of a file. */
    static long length(String where, byte[] lead) {
        boolean npy = lead.length >= MAGIC.length + 4;
        for (int i = 0; npy && i < MAGIC.length; i++) npy = lead[i] == MAGIC[i];
        if (!npy) throw DyadicException.input(where, "is no .npy file: it does not begin as numpy begins one.");
        int version = lead[6];
        if (version < 1 || version > 3 || lead[7] != 0 || version > 1 && lead.length < LEAD) {
            throw DyadicException.input(where, "found .npy version " + version + "." + lead[7] + "; expected 1.0, 2.0 or 3.0.");
        }
        long length = lead[8] & 0xff | (lead[9] & 0xff) << 8;
        if (version > 1) length |= (lead[10] & 0xffL) << 16 | (lead[11] & 0xffL) << 24;
        if (length > MOST_HEADER) {
            throw DyadicException.input(where, "found a header of " + length + " bytes; expected at most " + MOST_HEADER + ".");
        }
        return length + (version > 1 ? 12 : 10);
    }

    /** Reads the header at the start of a file. */
    static NpyHeader parse(String where, MemorySegment file) {
        byte[] lead = file.asSlice(0, Math.min(LEAD, file.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        long length = length(where, lead);
        if (length > file.byteSize())
            throw DyadicException.input(where, "the file ends within its header; expected " + length + " bytes.");
        int start = lead[6] > 1 ? 12 : 10;
        byte[] bytes = file.asSlice(start, length - start).toArray(ValueLayout.JAVA_BYTE);
        return parse(new HeaderReader(where, new String(bytes, StandardCharsets.UTF_8)), length);
    }

    private static NpyHeader parse(HeaderReader in, long length) {
        Map<String, Object> fields = new TreeMap<>();
        in.expect('{');
        while (in.peek() != '}') {
            if (!fields.isEmpty()) in.expect(',');
            if (in.peek() == '}') break;
            String key = string(in);
            in.expect(':');
            Object value = switch (key) {
                case "descr" -> dtype(in);
                case "fortran_order" -> bool(in);
                case "shape" -> shape(in);
                default -> throw in.fault("the header has the field '" + key + "'; expected descr, fortran_order and shape.");
            };
            if (fields.put(key, value) != null) throw in.fault("the header has the field '" + key + "' twice.");
        }
        in.expect('}');
        in.expectEnd();
        if (fields.size() < 3)
            throw in.fault("the header has the fields " + fields.keySet() + "; expected descr, fortran_order and shape.");
        String dtype = (String) fields.get("descr");
        Element element = ELEMENTS.get(dtype.substring(dtype.length() - 2));
        return new NpyHeader(element, dtype.startsWith(">"), (Boolean) fields.get("fortran_order"), (long[]) fields.get("shape"),
                length);
    }

    private static String string(HeaderReader in) {
        return in.string(in.peek() == '"' ? '"' : '\'');
    }

    private static String dtype(HeaderReader in) {
        if (in.peek() == '[') throw in.fault("the array has fields of its own (a structured dtype); expected plain numbers.");
        String dtype = string(in);
        Matcher known = DTYPE.matcher(dtype);
        boolean number = known.matches() && ELEMENTS.containsKey(known.group(2) + known.group(3));
        if (number) return dtype;
        String kind = dtype.replaceAll("[^A-Za-z]", "");
        String what = switch (kind) {
            case "O" -> "Python objects, which are not read";
            case "U", "S", "a", "T" -> "strings";
            case "c" -> "complex numbers";
            case "M", "m" -> "dates";
            default -> "elements that are not read";
        };
        throw in.fault("the array holds " + what + " (dtype " + dtype + "); expected bool, f2, f4, f8, i1 to i8 or u1 to u8.");
    }

    private static Boolean bool(HeaderReader in) {
        String word = in.word();
        if (!word.equals("True") && !word.equals("False")) throw in.unexpected("True or False before it");
        return word.equals("True");
    }

    private static long[] shape(HeaderReader in) {
        List<Long> sizes = new ArrayList<>();
        in.expect('(');
        while (in.peek() != ')') {
            if (!sizes.isEmpty()) in.expect(',');
            if (in.peek() == ')') break;
            if (sizes.size() == MOST_AXES) throw in.fault("the array has more than " + MOST_AXES + " axes.");
            sizes.add(in.number());
        }
        in.expect(')');
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    /** How many bytes the data take. */
    long bytes(String where) {
        try {
            return Math.multiplyExact(Tensor.count(sizes), element.bytes());
        } catch (ArithmeticException _) {
            throw DyadicException.input(where, "the array is larger than 2^63 bytes.");
        }
    }
}
