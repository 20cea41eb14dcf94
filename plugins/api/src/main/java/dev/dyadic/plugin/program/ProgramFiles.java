// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.program;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.ir.tensor.Safetensors;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.text.Printed;
import dev.dyadic.ir.text.QirPrinter;
import dev.dyadic.ir.text.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Programs in {@code .dyx} files: a zip of {@code graph.qir}, {@code weights.safetensors} and {@code manifest.json}, stored without
 * compression and without times, so that equal programs are equal files.
 */
public final class ProgramFiles {

    private static final String GRAPH = "graph.qir";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String MANIFEST = "manifest.json";
    private static final List<String> ENTRIES = List.of(GRAPH, WEIGHTS, MANIFEST);

    private ProgramFiles() {}

    /** Whether a file is a program, told by its name. */
    public static boolean isProgram(Path file) {
        return file.toString().endsWith(".dyx");
    }

    /** Writes a program; the file appears whole or not at all. */
    public static void write(Path file, Program program) {
        Printed printed = QirPrinter.print(program.graph());
        AtomicFile.write(file, channel -> {
            try (var zip = new ZipOutputStream(new Unclosed(Channels.newOutputStream(channel)))) {
                zip.setMethod(ZipOutputStream.STORED);
                add(zip, GRAPH, out -> out.write(printed.text().getBytes(StandardCharsets.UTF_8)));
                add(zip, WEIGHTS, out -> Safetensors.write(Channels.newChannel(new Unclosed(out)), printed.weights()));
                add(zip, MANIFEST, out -> out.write(program.manifest().getBytes(StandardCharsets.UTF_8)));
            }
        });
    }

    /**
     * Reads a program.
     *
     * @throws DyadicException if the file is damaged or was not written by this tool
     */
    public static Program read(Path file) {
        try (var zip = new ZipFile(file.toFile())) {
            zip.stream().forEach(entry -> check(file, entry));
            String text = text(file, zip, GRAPH);
            SequencedMap<String, Tensor> weights = Safetensors.read(file + "!" + WEIGHTS,
                    MemorySegment.ofArray(bytes(file, zip, WEIGHTS)));
            Graph graph = QirParser.parse(file + "!" + GRAPH, text, Weights.of(new TreeMap<>(weights)), QirParser.CORE_OPS);
            return new Program(graph, text(file, zip, MANIFEST));
        } catch (ZipException | IllegalArgumentException e) {
            throw DyadicException.input(file.toString(), "is no program: " + e.getMessage() + ".");
        } catch (IOException e) {
            throw DyadicException.input(file.toString(), "cannot be read: " + AtomicFile.reason(e) + ".");
        }
    }

    /** What is stored has the size it says, so that no file asks for more memory than it is long. */
    private static void check(Path file, ZipEntry entry) {
        boolean plain = entry.getMethod() == ZipEntry.STORED && entry.getSize() == entry.getCompressedSize();
        if (plain && ENTRIES.contains(entry.getName())) return;
        throw DyadicException.input(file.toString(),
                "is no program: found \"" + entry.getName() + "\", expected only " + ENTRIES + ", stored.");
    }

    private static String text(Path file, ZipFile zip, String name) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file, zip, name))).toString();
        } catch (CharacterCodingException e) {
            throw DyadicException.input(file + "!" + name, "is no text.");
        }
    }

    private static byte[] bytes(Path file, ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) throw DyadicException.input(file.toString(), "is no program: it holds no " + name + ".");
        if (entry.getSize() > Integer.MAX_VALUE - 8) throw DyadicException.input(file.toString(), "is too large: " + name + ".");
        try (var in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            var crc = new CRC32();
            crc.update(bytes);
            boolean whole = bytes.length == entry.getSize() && crc.getValue() == entry.getCrc();
            if (!whole) throw DyadicException.input(file.toString(), "is damaged: " + name + " is not what was written.");
            return bytes;
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A stored entry says its size and checksum before its bytes, so the bytes are made twice. */
    private static void add(ZipOutputStream zip, String name, Content content) throws IOException {
        var counted = new Counter();
        var checked = new CheckedOutputStream(counted, new CRC32());
        content.writeTo(checked);
        var entry = new ZipEntry(name);
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        entry.setSize(counted.count);
        entry.setCompressedSize(counted.count);
        entry.setCrc(checked.getChecksum().getValue());
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    private static final class Counter extends OutputStream {
        private long count;

        @Override public void write(int b) { count++; }

        @Override public void write(byte[] bytes, int from, int length) { count += length; }
    }

    /** Keeps a stream open that others still write to. */
    private static final class Unclosed extends OutputStream {
        private final OutputStream out;

        Unclosed(OutputStream out) { this.out = out; }

        @Override public void write(int b) throws IOException { out.write(b); }

        @Override public void write(byte[] bytes, int from, int length) throws IOException { out.write(bytes, from, length); }

        @Override public void close() throws IOException { out.flush(); }
    }
}
