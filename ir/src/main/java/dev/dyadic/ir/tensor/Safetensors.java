// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.SafetensorsHeader.Entry;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Named tensors in the safetensors format: eight bytes that say how long the header is, the header in JSON, the data.
 *
 * <p>What is written depends on names, order and bytes of the tensors only. The data begin at a multiple of 64 bytes; tensors of
 * wide elements come first, so that each lies at a multiple of its element's size (the format knows no gaps). An element the
 * format lacks is stored as the next wider integer; its name is in the metadata under {@code element.<tensor>}. Integers of fewer than
 * 8 bits are stored as {@link Packing} says, for other readers a U8 vector; their type is in the metadata under {@code packed.<tensor>}:
 * {@code 384x1536xi4}.
 */
public final class Safetensors {

    /** A longer header is not read. */
    public static final long MOST_HEADER = 100_000_000;

    private static final int ALIGNMENT = 64;
    private static final String ELEMENT = "element.";
    private static final String PACKED = "packed.";

    private Safetensors() {}

    /**
     * The tensors of a file, in the order of its header. The file is mapped, not read; files of any size will do.
     *
     * @throws DyadicException if the file cannot be read or is malformed
     */
    public static SequencedMap<String, Tensor> read(Path path) {
        return read(path.toString(), TensorBytes.map(path));
    }

    /** The tensors of a file that lies in memory; they are views of it. */
    public static SequencedMap<String, Tensor> read(String where, MemorySegment file) {
        if (file.byteSize() < 8) {
            throw DyadicException.input(where, "found " + file.byteSize() + " bytes; expected a safetensors file, at least 8.");
        }
        long length = file.get(Tensor.LONG, 0);
        long most = Math.min(MOST_HEADER, file.byteSize() - 8);
        if (length < 2 || length > most) {
            throw DyadicException.input(where, "found a header of " + Long.toUnsignedString(length)
                    + " bytes; expected 2 to " + most + ", or this is no safetensors file.");
        }
        byte[] bytes = file.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE);
        SafetensorsHeader header = SafetensorsHeader.parse(where, utf8(where, bytes));
        MemorySegment data = file.asSlice(8 + length);
        checkPlaces(where, header, data.byteSize());
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        header.entries().forEach((name, entry) -> {
            Optional<String> element = Optional.ofNullable(header.metadata().get(ELEMENT + name));
            Optional<String> packed = Optional.ofNullable(header.metadata().get(PACKED + name));
            tensors.put(name, packed.isPresent()
                    ? PackedEntry.read(where, name, packed.get(), entry, data)
                    : tensor(where, name, entry, element, data));
        });
        return tensors;
    }

    private static String utf8(String where, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw DyadicException.input(where, "the header is not UTF-8, or this is no safetensors file.");
        }
    }

    private static void checkPlaces(String where, SafetensorsHeader header, long bytes) {
        List<Map.Entry<String, Entry>> byPlace = header.entries().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Entry> each) -> each.getValue().begin())
                        .thenComparingLong(each -> each.getValue().end()))
                .toList();
        long end = 0;
        for (Map.Entry<String, Entry> each : byPlace) {
            Entry entry = each.getValue();
            String place = "tensor '" + each.getKey() + "' lies at bytes " + entry.begin() + " to " + entry.end();
            if (entry.begin() != end)
                throw DyadicException.input(where, place + "; expected it to begin at " + end + ", where the one before ends.");
            if (entry.end() < entry.begin() || entry.end() > bytes) {
                throw DyadicException.input(where,
                        place + "; expected them in order and within the " + bytes + " bytes of data.");
            }
            end = entry.end();
        }
        if (end != bytes)
            throw DyadicException.input(where, "the tensors take " + end + " bytes; expected all " + bytes + " of the data.");
    }

    private static Tensor tensor(String where, String name, Entry entry, Optional<String> named, MemorySegment data) {
        Element element = named.map(word -> element(where, name, entry, word)).orElse(entry.stored());
        long bytes = entry.end() - entry.begin();
        if (bytes(entry) != bytes) {
            throw DyadicException.input(where, "tensor '" + name + "' takes " + bytes + " bytes; expected "
                    + (bytes(entry) < 0 ? "fewer than 2^63" : bytes(entry)) + " for " + Type.of(entry.stored(), entry.sizes())
                    + ".");
        }
        Tensor tensor = Tensor.of(element, entry.sizes(), data.asSlice(entry.begin(), bytes));
        if (!Codes.fit(tensor))
            throw DyadicException.input(where, "tensor '" + name + "' has an element that is no " + element + ".");
        return tensor;
    }

    /** What the entry should take, -1 if that is beyond 64 bits. */
    private static long bytes(Entry entry) {
        try {
            return Math.multiplyExact(Tensor.count(entry.sizes()), entry.stored().bytes());
        } catch (ArithmeticException _) {
            return -1;
        }
    }

    private static Element element(String where, String name, Entry entry, String word) {
        return Element.parse(word)
                .filter(element -> element.kind() != Element.Kind.STRING)
                .filter(element -> SafetensorsHeader.storedAs(element).equals(entry.stored()))
                .orElseThrow(() -> DyadicException.input(where,
                        "the metadata call the elements of tensor '" + name + "' " + word + "; expected one stored as "
                                + entry.stored() + "."));
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @throws DyadicException if it cannot be written
     */
    public static void write(Path path, SequencedMap<String, Tensor> tensors) {
        AtomicFile.write(path, channel -> write(channel, tensors));
    }

    /** Writes the bytes of a file. */
    public static void write(WritableByteChannel channel, SequencedMap<String, Tensor> tensors) throws IOException {
        if (tensors.containsKey(SafetensorsHeader.METADATA)) {
            throw DyadicException.input("",
                    "a tensor is called " + SafetensorsHeader.METADATA + ", which safetensors files reserve.");
        }
        List<String> places = tensors.keySet().stream()
                .sorted(Comparator.comparingInt((String name) -> tensors.get(name).element().bytes()).reversed())
                .toList();
        byte[] header = header(tensors, places).print().getBytes(StandardCharsets.UTF_8);
        int padded = Math.ceilDiv(8 + header.length, ALIGNMENT) * ALIGNMENT - 8;
        ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(header);
        while (head.hasRemaining()) head.put((byte) ' ');
        TensorBytes.write(channel, head.flip());
        for (String name : places) {
            Tensor tensor = tensors.get(name);
            TensorBytes.write(channel, Packing.packs(tensor.element()) ? Packing.pack(tensor) : tensor.data());
        }
    }

    private static SafetensorsHeader header(SequencedMap<String, Tensor> tensors, List<String> places) {
        Map<String, Long> begins = new LinkedHashMap<>();
        long begin = 0;
        for (String name : places) {
            begins.put(name, begin);
            begin += Packing.bytes(tensors.get(name));
        }
        SequencedMap<String, Entry> entries = new LinkedHashMap<>();
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            long at = begins.get(name);
            if (Packing.packs(tensor.element())) {
                entries.put(name, new Entry(Element.U8, new long[] {Packing.bytes(tensor)}, at, at + Packing.bytes(tensor)));
                metadata.put(PACKED + name, tensor.type().toString());
                return;
            }
            Element stored = SafetensorsHeader.storedAs(tensor.element());
            entries.put(name, new Entry(stored, tensor.sizes(), at, at + tensor.data().byteSize()));
            if (!stored.equals(tensor.element())) metadata.put(ELEMENT + name, tensor.element().toString());
        });
        return new SafetensorsHeader(entries, metadata);
    }
}
