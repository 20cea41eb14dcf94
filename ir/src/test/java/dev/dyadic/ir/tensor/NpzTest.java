// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Mutations;
import dev.dyadic.ir.type.Element;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {

    @TempDir Path folder;

    private static SequencedMap<String, Tensor> arrays() {
        SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("/model/in:0", Tensor.of(new long[] {2, 2}, 1f, -0f, Float.NaN, 4f));
        arrays.put("größe", Tensor.scalar(Element.I64, 3));
        arrays.put("a", Tensor.ofLongs(Element.BOOL, new long[] {0}));
        return arrays;
    }

    private Path zip(ZipContent content) throws IOException {
        Path file = folder.resolve("made.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            content.writeTo(zip);
        }
        return file;
    }

    private interface ZipContent {
        void writeTo(ZipOutputStream zip) throws IOException;
    }

    private static String refusal(Path file) {
        return assertThrows(DyadicException.class, () -> Npz.read(file)).getMessage().replace(file.toString(), "F");
    }

    @Test void readsBackWhatItWritesTheSameEveryTime() throws IOException {
        Path file = folder.resolve("a.npz");
        Npz.write(file, arrays());
        byte[] first = Files.readAllBytes(file);
        assertEquals(arrays(), Npz.read(file));
        assertEquals(List.copyOf(arrays().keySet()), List.copyOf(Npz.read(file).keySet()));
        Npz.write(file, arrays());
        assertArrayEquals(first, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test void readsDeflatedArrays() throws IOException {
        Tensor zeros = Tensor.of(new long[] {1000}, new float[1000]);
        Path file = zip(zip -> {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(Samples.bytes(channel -> Npy.write(channel, zeros)));
        });
        assertEquals(zeros, Npz.read(file).get("x"));
    }

    @Test void refusesMoreThanTheLimit() throws IOException {
        Path file = folder.resolve("a.npz");
        Npz.write(file, arrays());
        var e = assertThrows(DyadicException.class, () -> Npz.read(file, 200));
        assertEquals(file + ": the arrays take more than 200 bytes; split them over several files.", e.getMessage());
    }

    @Test void refusesEntriesThatClaimMoreThanTheyHold() throws IOException {
        byte[] npy = Samples.bytes(channel -> Npy.write(channel, Tensor.of(new long[] {4}, new float[4])));
        Path file = zip(zip -> {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(npy);
        });
        byte[] bytes = Files.readAllBytes(file);
        int directory = directory(bytes);
        int packed = bytes[directory + 20] & 0xff;
        bytes[directory + 27] = 0x7f;
        Files.write(file, bytes);
        assertEquals(
                "F: 'x.npy' claims to unpack from " + packed + " to " + (0x7f000000 + npy.length) + " bytes, which cannot be.",
                refusal(file));
        bytes[directory + 27] = 0;
        bytes[directory + 25] = 1;
        Files.write(file, bytes);
        assertEquals("F: x: is " + (npy.length + 256) + " bytes long; its header says " + npy.length + ".", refusal(file));
        bytes[directory + 25] = 0;
        bytes[directory + 16] ^= 1;
        Files.write(file, bytes);
        assertEquals("F: x: is damaged: its checksum is wrong.", refusal(file));
    }

    /** Where the central directory begins. */
    private static int directory(byte[] zip) {
        for (int i = zip.length - 46;; i--) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) return i;
        }
    }

    @Test void refusesWhatIsNoArray() throws IOException {
        assertEquals("F: found 'notes.txt'; expected names that end with .npy.",
                refusal(zip(zip -> zip.putNextEntry(new ZipEntry("notes.txt")))));
        assertEquals("F: x: is no .npy file: it does not begin as numpy begins one.",
                refusal(zip(zip -> zip.putNextEntry(new ZipEntry("x.npy")))));
        assertEquals("F: there is no such file.", refusal(folder.resolve("absent.npz")));
        assertEquals("F: is no file; expected an .npz file.", refusal(folder));
        Path text = Files.writeString(folder.resolve("text.npz"), "hello");
        assertEquals("F: cannot be read as .npz: zip END header not found.", refusal(text));
    }

    @Test void refusesNamesAZipCannotHold() {
        for (String name : List.of("", "a\nb", "x".repeat(70_000))) {
            var arrays = new LinkedHashMap<String, Tensor>();
            arrays.put(name, Tensor.vector(1));
            assertThrows(DyadicException.class, () -> Npz.write(folder.resolve("a.npz"), arrays));
        }
    }

    @Test void survivesDamage() throws IOException {
        Path file = folder.resolve("a.npz");
        Npz.write(file, arrays());
        Mutations.survive(Files.readAllBytes(file), 1, bytes -> {
            try {
                Npz.read(Files.write(file, bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
