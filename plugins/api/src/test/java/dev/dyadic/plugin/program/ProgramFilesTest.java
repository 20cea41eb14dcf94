// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Stage;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.op.Elementwise.Add;
import dev.dyadic.ir.op.Source.Constant;
import dev.dyadic.ir.rewrite.Builder;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.type.Element;
import dev.dyadic.ir.type.Type;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramFilesTest {

    private static final int CASES = Integer.getInteger("dyadic.fuzz", 300);

    @TempDir Path folder;

    private static Program sample() {
        var builder = new Builder("sums");
        Value x = builder.input("x", Type.of(Element.F32, 3, 40));
        float[] numbers = new float[40];
        for (int i = 0; i < numbers.length; i++) numbers[i] = i / 7f;
        Value w = builder.emit("w", new Constant(Tensor.of(new long[] {40}, numbers)));
        Graph graph = builder.build(Stage.TYPED, List.of(builder.emit("y", new Add(), x, w)));
        return new Program(graph, "{\"text\": \"äöü\"}");
    }

    private Path written(Program program, String name) {
        Path file = folder.resolve(name);
        ProgramFiles.write(file, program);
        return file;
    }

    private static Program read(byte[] bytes) {
        return ProgramFiles.read("a.dyx", MemorySegment.ofArray(bytes), QirParser.CORE_OPS);
    }

    @Test void givesBackWhatWasWritten() {
        assertEquals(sample(), ProgramFiles.read(written(sample(), "a.dyx")));
    }

    @Test void givesEqualBytesForEqualPrograms() throws IOException {
        assertArrayEquals(
                Files.readAllBytes(written(sample(), "a.dyx")), Files.readAllBytes(written(sample(), "b.dyx")));
    }

    @Test void leavesNothingButTheProgramInTheFolder() throws IOException {
        written(sample(), "a.dyx");
        try (var files = Files.list(folder)) {
            assertEquals(List.of("a.dyx"), files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test void isAZipThatOthersRead() throws IOException {
        try (ZipFile zip = new ZipFile(written(sample(), "a.dyx").toFile())) {
            assertEquals(3, zip.size());
            try (InputStream in = zip.getInputStream(zip.getEntry("manifest.json"))) {
                assertEquals(sample().manifest(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test void alignsWeightsForMapping() throws IOException {
        byte[] file = Files.readAllBytes(written(sample(), "a.dyx"));
        byte[] weights = ZipEntries.read("a.dyx", MemorySegment.ofArray(file)).get("weights.safetensors")
                .toArray(ValueLayout.JAVA_BYTE);
        int at = 0;
        while (!Arrays.equals(file, at, at + weights.length, weights, 0, weights.length)) at++;
        assertEquals(0, at % 64);
    }

    @Test void refusesADamagedEntry() throws IOException {
        byte[] file = Files.readAllBytes(written(sample(), "a.dyx"));
        String text = new String(file, StandardCharsets.ISO_8859_1);
        file[text.indexOf("graph @sums") + 7] = 'S';
        assertRefused(file, "\"graph.qir\" is damaged");
    }

    @Test void refusesAFileThatIsCutShort() throws IOException {
        byte[] file = Files.readAllBytes(written(sample(), "a.dyx"));
        assertRefused(Arrays.copyOf(file, file.length - 1), "does not end as a zip file does");
        assertRefused(new byte[0], "does not end as a zip file does");
    }

    @Test void refusesNamesThatLeadElsewhere() throws IOException {
        assertRefused(zip("../graph.qir", "graph @g raw () {\n}\n"), "no plain file name");
    }

    @Test void refusesWhatIsNoPartOfAProgram() throws IOException {
        assertRefused(zip("other.txt", ""), "\"other.txt\", which is no part of a program");
    }

    @Test void refusesAProgramWithoutAGraph() throws IOException {
        assertRefused(zip("manifest.json", "{}"), "holds no \"graph.qir\"");
    }

    @Test void refusesCompressedEntries() throws IOException {
        Path file = folder.resolve("c.dyx");
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("graph.qir"));
            out.write(new byte[100]);
        }
        assertRefused(Files.readAllBytes(file), "is compressed");
    }

    @Test void saysThatAFileIsMissing() {
        var e = assertThrows(DyadicException.class, () -> ProgramFiles.read(folder.resolve("none.dyx")));
        assertTrue(e.getMessage().contains("there is no such file"), e.getMessage());
    }

    @Test void readsOrRefusesDamagedFiles() throws IOException {
        byte[] file = Files.readAllBytes(written(sample(), "a.dyx"));
        int refused = 0;
        for (int seed = 0; seed < CASES; seed++) {
            if (!survives(damaged(file, new Random(seed)), seed)) refused++;
        }
        assertTrue(refused > CASES / 2);
    }

    /** With right checksums, damage reaches the readers of graph and weights. */
    @Test void readsOrRefusesDamagedParts() throws IOException {
        byte[] file = Files.readAllBytes(written(sample(), "a.dyx"));
        SequencedMap<String, MemorySegment> whole = ZipEntries.read("a.dyx", MemorySegment.ofArray(file));
        int refused = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            SequencedMap<String, MemorySegment> parts = new LinkedHashMap<>(whole);
            List<String> names = new ArrayList<>(parts.keySet());
            String name = names.get(random.nextInt(names.size()));
            byte[] part = damaged(parts.get(name).toArray(ValueLayout.JAVA_BYTE), random);
            parts.put(name, MemorySegment.ofArray(part));
            if (!survives(zip(parts), seed)) refused++;
        }
        assertTrue(refused > CASES / 4);
    }

    private static boolean survives(byte[] bytes, int seed) {
        try {
            read(bytes);
            return true;
        } catch (DyadicException e) {
            assertFalse(e.getMessage().isBlank());
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + ": " + e, e);
        }
    }

    private static byte[] damaged(byte[] file, Random random) {
        byte[] bytes = file.clone();
        for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes[at] = (byte) "\"'{}[]()0919,:%#@-\\\n".charAt(random.nextInt(20));
                default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) (random.nextBoolean() ? 0xff : '9'));
            }
        }
        return bytes;
    }

    private byte[] zip(String name, String text) throws IOException {
        SequencedMap<String, MemorySegment> entries = new LinkedHashMap<>();
        entries.put(name, MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
        return zip(entries);
    }

    private byte[] zip(SequencedMap<String, MemorySegment> entries) throws IOException {
        Path file = folder.resolve("zip");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            StoredZip.write(channel, "zip", entries);
        }
        return Files.readAllBytes(file);
    }

    private static void assertRefused(byte[] file, String why) {
        var e = assertThrows(DyadicException.class, () -> read(file));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }
}
