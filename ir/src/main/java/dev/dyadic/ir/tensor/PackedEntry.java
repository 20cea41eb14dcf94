// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.SafetensorsHeader.Entry;
import dev.dyadic.ir.type.Element;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/** An entry of a safetensors file whose type, in the metadata, says that it is packed. */
final class PackedEntry {

    private PackedEntry() {}

    static Tensor read(String where, String name, String type, Entry entry, MemorySegment data) {
        int last = type.lastIndexOf('x');
        Optional<Element> element = Element.parse(type.substring(last + 1)).filter(Packing::packs);
        Optional<long[]> sizes = sizes(last < 0 ? "" : type.substring(0, last));
        long bytes = entry.end() - entry.begin();
        boolean vector = entry.stored().equals(Element.U8) && Arrays.equals(entry.sizes(), new long[] {bytes});
        if (element.isEmpty() || sizes.isEmpty() || !vector || bytes(element.get(), sizes.get()) != bytes) {
            throw DyadicException.input(where, "the metadata call tensor '" + name + "' " + type + ", packed in " + bytes
                    + " bytes; expected a type as 384x1536xi4 and a U8 vector of as many bytes as its elements fill.");
        }
        return Packing.unpack(element.get(), sizes.get(), data.asSlice(entry.begin(), bytes));
    }

    private static Optional<long[]> sizes(String text) {
        if (text.isEmpty()) return Optional.of(new long[0]);
        if (!text.matches("[0-9]{1,10}(x[0-9]{1,10}){0,63}")) return Optional.empty();
        return Optional.of(Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray());
    }

    /** -1 where there are too many elements for an array. */
    private static long bytes(Element element, long[] sizes) {
        try {
            return Packing.bytes(element, Math.toIntExact(Tensor.count(sizes)));
        } catch (ArithmeticException _) {
            return -1;
        }
    }
}
