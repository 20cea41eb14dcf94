// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Mutations;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsTest {

    @TempDir Path folder;

    @Test void readsBackEveryElementInOrder() {
        SequencedMap<String, Tensor> tensors = Samples.tensors();
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, tensors);
        SequencedMap<String, Tensor> back = Safetensors.read(file);
        assertEquals(tensors, back);
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(back.keySet()));
    }

    @Test void writesTheFormByteForByte() {
        SequencedMap<String, Tensor> tensors = new java.util.LinkedHashMap<>();
        tensors.put("b", Tensor.ofLongs(dev.dyadic.ir.type.Element.I4, new long[] {2}, 7, -8));
        tensors.put("a", Tensor.of(new long[0], 1f));
        String json = "{\"__metadata__\":{\"packed.b\":\"2xi4\"},\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[4,5]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}";
        int length = (8 + json.length() + 63) / 64 * 64 - 8;
        byte[] data = {0, 0, (byte) 0x80, 0x3f, (byte) 0x87};
        assertArrayEquals(file(json + " ".repeat(length - json.length()), data),
                Samples.bytes(c -> Safetensors.write(c, tensors)));
    }

    @Test void readsFewBitsAByteEachAsEarlierVersionsWroteThem() {
        String json = "{\"__metadata__\":{\"element.b\":\"i4\"},\"b\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,2]}}";
        var tensors = Safetensors.read("a", MemorySegment.ofArray(file(json, new byte[] {7, -8})));
        assertEquals(Tensor.ofLongs(dev.dyadic.ir.type.Element.I4, new long[] {2}, 7, -8), tensors.get("b"));
    }

    @Test void readsFilesOfMoreThanTwoGigabytes() throws IOException {
        String json = "{\"a\":{\"dtype\":\"U8\",\"shape\":[2200000000],\"data_offsets\":[0,2200000000]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[2200000000,2200000003]}}";
        Path file = folder.resolve("large.safetensors");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(file(json, new byte[0]));
            sparse.seek(8 + json.length() + 2_200_000_000L);
            sparse.write(new byte[] {1, 2, 3});
        }
        SequencedMap<String, Tensor> tensors = Safetensors.read(file);
        assertEquals(2_200_000_000L, tensors.get("a").count());
        assertArrayEquals(new long[] {1, 2, 3}, tensors.get("b").toLongs());
    }

    /** A header over 8 bytes of data, and what is said about it. */
    static Stream<Arguments> headers() {
        String f32 = "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";
        return Stream.of(
                arguments("[]", "found '[' at character 0 of the header; expected '{'."),
                arguments(f32, "found the end at character 53 of the header; expected ','."),
                arguments(f32 + "}x", "found 'x' at character 54 of the header; expected the end of the header."),
                arguments("{'a':{'dtype':'F33','shape':[2],'data_offsets':[0,8]}}",
                        "tensor 'a' is of dtype F33; expected one of [BF16, BOOL, F16, F32, F64, F8_E4M3, F8_E5M2, F8_E8M0, "
                                + "I16, I32, I64, I8, U16, U32, U64, U8]."),
                arguments("{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}",
                        "tensor 'a' takes 8 bytes; expected 12 for 3xf32."),
                arguments("{'a':{'dtype':'F32','shape':[99999999999,99999999999],'data_offsets':[0,8]}}",
                        "tensor 'a' takes 8 bytes; expected fewer than 2^63 for 99999999999x99999999999xf32."),
                arguments("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,12]}}",
                        "tensor 'a' lies at bytes 0 to 12; expected them in order and within the 8 bytes of data."),
                arguments("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                        "the tensors take 4 bytes; expected all 8 of the data."),
                arguments(
                        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
                        "tensor 'b' lies at bytes 4 to 8; expected it to begin at 8, where the one before ends."),
                arguments(f32 + ",'a':{}}", "the header has 'a' twice."),
                arguments("{'a':{'dtype':'F32','shape':[2]}}",
                        "tensor 'a' has the fields [dtype, shape]; expected dtype, shape and two data_offsets."),
                arguments("{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}",
                        "found '-' at character 29 of the header; expected a whole number of at most 18 digits."),
                arguments("{'__metadata__':{'element.a':'i4'},'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8]}}",
                        "the metadata call the elements of tensor 'a' i4; expected one stored as u8."),
                arguments("{'__metadata__':{'element.a':'u4'},'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8]}}",
                        "tensor 'a' has an element that is no u4."),
                arguments("{'__metadata__':{'packed.a':'3x7xi4'},'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8]}}",
                        "the metadata call tensor 'a' 3x7xi4, packed in 8 bytes; expected a type as 384x1536xi4 and a U8 vector of "
                                + "as many bytes as its elements fill."),
                arguments("{'__metadata__':{'packed.a':'2x8xi4'},'a':{'dtype':'I8','shape':[8],'data_offsets':[0,8]}}",
                        "the metadata call tensor 'a' 2x8xi4, packed in 8 bytes; expected a type as 384x1536xi4 and a U8 vector of "
                                + "as many bytes as its elements fill."),
                arguments("{'__metadata__':{'packed.a':'8xi8'},'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8]}}",
                        "the metadata call tensor 'a' 8xi8, packed in 8 bytes; expected a type as 384x1536xi4 and a U8 vector of "
                                + "as many bytes as its elements fill."));
    }

    @ParameterizedTest
    @MethodSource("headers") void refusesHeadersThatLie(String header, String message) {
        byte[] file = file(header.replace('\'', '"'), new byte[] {1, 2, 3, 4, 5, 6, 7, 99});
        var e = assertThrows(DyadicException.class, () -> Safetensors.read("a", MemorySegment.ofArray(file)));
        assertEquals("a: " + message, e.getMessage());
    }

    @Test void refusesWhatIsNoSafetensorsFile() throws IOException {
        Path file = Files.write(folder.resolve("a"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0});
        var e = assertThrows(DyadicException.class, () -> Safetensors.read(file));
        assertEquals(file + ": found a header of 67324752 bytes; expected 2 to 1, or this is no safetensors file.",
                e.getMessage());
        Files.write(file, new byte[0]);
        var empty = assertThrows(DyadicException.class, () -> Safetensors.read(file));
        assertEquals(file + ": found 0 bytes; expected a safetensors file, at least 8.", empty.getMessage());
    }

    @Test void survivesDamage() {
        byte[] file = Samples.bytes(channel -> Safetensors.write(channel, Samples.tensors()));
        Mutations.survive(file, 1, bytes -> {
            for (Tensor tensor : Safetensors.read("a", MemorySegment.ofArray(bytes)).values()) tensor.toDoubles();
        });
    }

    private static byte[] file(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length).put(json).put(data).array();
    }
}
