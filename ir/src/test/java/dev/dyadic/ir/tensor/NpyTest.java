// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Mutations;
import dev.dyadic.ir.type.Element;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NpyTest {

    @TempDir Path folder;

    private static byte[] file(int version, String header, int... data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) version).put((byte) 0);
        if (version == 1) file.putShort((short) text.length);
        else file.putInt(text.length);
        file.put(text);
        for (int each : data) file.put((byte) each);
        byte[] bytes = new byte[file.position()];
        file.get(0, bytes);
        return bytes;
    }

    private static Tensor read(byte[] file) {
        return Npy.read("a", MemorySegment.ofArray(file));
    }

    @Test void readsBackEveryElementNumpyHas() {
        for (Tensor tensor : Samples.tensors().values()) {
            Path file = folder.resolve("a.npy");
            Npy.write(file, tensor);
            Tensor back = Npy.read(file);
            assertArrayEquals(tensor.sizes(), back.sizes());
            assertArrayEquals(tensor.toDoubles(), back.toDoubles(), tensor.toString());
            boolean narrow = tensor.element().bits() < 8 * tensor.element().bytes() && !tensor.element().equals(Element.BOOL);
            boolean foreign = tensor.element().isFloat() && tensor.element().kind() != Element.Kind.FLOAT;
            if (!narrow && !foreign) assertEquals(tensor, back);
        }
    }

    @Test void readsAllVersions() {
        String header = "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }  \n";
        for (int version = 1; version <= 3; version++) {
            assertEquals(Tensor.ofLongs(Element.I16, new long[] {2}, 1, -2), read(file(version, header, 1, 0, 0xfe, 0xff)));
        }
    }

    @Test void readsFortranOrderAndBigEndian() {
        long[] sizes = {2, 3, 2};
        long[] values = new long[12];
        int[] bytes = new int[24];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 2; k++) {
                    int value = 1000 + 100 * i + 10 * j + k;
                    values[(i * 3 + j) * 2 + k] = value;
                    bytes[2 * (i + 2 * (j + 3 * k))] = value >> 8;
                    bytes[2 * (i + 2 * (j + 3 * k)) + 1] = value;
                }
            }
        }
        Tensor expected = Tensor.ofLongs(Element.U16, sizes, values);
        assertEquals(expected, read(file(1, "{'descr': '>u2', 'fortran_order': True, 'shape': (2, 3, 2)}", bytes)));
    }

    @Test void makesBoolsZeroOrOne() {
        Tensor read = read(file(1, "{'descr': '|b1', 'fortran_order': False, 'shape': (3,)}", 0, 1, 2));
        assertEquals(Tensor.ofLongs(Element.BOOL, new long[] {3}, 0, 1, 1), read);
    }

    static Stream<Arguments> headers() {
        String rest = "', 'fortran_order': False, 'shape': (1,)}";
        return Stream.of(
                arguments("{'descr': '|O" + rest,
                        "the array holds Python objects, which are not read (dtype |O); expected bool, f2, f4, f8, i1 to i8 or u1 to u8."),
                arguments("{'descr': '<U5" + rest,
                        "the array holds strings (dtype <U5); expected bool, f2, f4, f8, i1 to i8 or u1 to u8."),
                arguments("{'descr': '<c8" + rest,
                        "the array holds complex numbers (dtype <c8); expected bool, f2, f4, f8, i1 to i8 or u1 to u8."),
                arguments("{'descr': [('a', '<f4')]",
                        "the array has fields of its own (a structured dtype); expected plain numbers."),
                arguments("{'descr': '<f4" + rest, "found 1 bytes of data; expected 4 for 1xf32."),
                arguments("{'descr': '|u1', 'fortran_order': Maybe}",
                        "found '}' at character 39 of the header; expected True or False before it."),
                arguments("{'descr': '|u1', 'shape': (1,)}",
                        "the header has the fields [descr, shape]; expected descr, fortran_order and shape."),
                arguments("{'descr': '|u1', 'fortran_order': False, 'shape': (999999999999, 999999999999)}",
                        "the array is larger than 2^63 bytes."),
                arguments("__import__('os')", "found '_' at character 0 of the header; expected '{'."));
    }

    @ParameterizedTest
    @MethodSource("headers") void refusesWhatIsNoPlainArray(String header, String message) {
        var e = assertThrows(DyadicException.class, () -> read(file(1, header, 1)));
        assertEquals("a: " + message, e.getMessage());
    }

    @Test void survivesDamage() {
        byte[] file = file(2, "{'descr': '>u2', 'fortran_order': True, 'shape': (2, 3)}", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        Mutations.survive(file, 1, bytes -> read(bytes).toDoubles());
    }
}
