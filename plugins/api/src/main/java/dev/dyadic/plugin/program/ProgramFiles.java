// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.plugin.program;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.ir.tensor.Safetensors;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.ir.text.Printed;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.ir.text.QirPrinter;
import dev.dyadic.ir.text.Weights;
import dev.dyadic.plugin.pipeline.StageChecks;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Programs as files. Equal programs give equal bytes. */
public final class ProgramFiles {

    /** How the name of a program's file ends. */
    public static final String SUFFIX = ".dyx";

    private static final String MANIFEST = "manifest.json";
    private static final String GRAPH = "graph.qir";
    private static final String WEIGHTS = "weights.safetensors";
    private static final long MOST_TEXT = 1L << 29;

    private ProgramFiles() {}

    /** Whether a file's name is that of a program. */
    public static boolean isProgram(Path file) {
        return file.toString().endsWith(SUFFIX);
    }

    /**
     * Writes a program; the file appears whole or not at all.
     *
     * @throws DyadicException if it cannot be written, or takes more than 4 GiB
     */
    public static void write(Path path, Program program) {
        Printed printed = QirPrinter.print(program.graph());
        AtomicFile.write(path, channel -> {
            SequencedMap<String, MemorySegment> entries = new LinkedHashMap<>();
            entries.put(MANIFEST, utf8(program.manifest()));
            entries.put(GRAPH, utf8(printed.text()));
            if (!printed.weights().isEmpty()) entries.put(WEIGHTS, WeightBytes.of(path, printed.weights()));
            StoredZip.write(channel, path.toString(), entries);
        });
    }

    /** A program of core ops. */
    public static Program read(Path path) {
        return read(path, QirParser.CORE_OPS);
    }

    /**
     * The program of a file. Its weights are mapped, not read.
     *
     * @param custom the class of a mnemonic that is no core op, if it is known
     * @throws DyadicException if it cannot be read, is malformed or damaged
     */
    public static Program read(Path path, Function<String, Optional<Class<? extends Op>>> custom) {
        return read(path.toString(), map(path), custom);
    }

    /** The program of a file that lies in memory; its weights are views of it. */
    public static Program read(String where, MemorySegment file, Function<String, Optional<Class<? extends Op>>> custom) {
        Map<String, MemorySegment> entries = ZipEntries.read(where, file);
        for (String name : new TreeSet<>(entries.keySet())) {
            if (!List.of(MANIFEST, GRAPH, WEIGHTS).contains(name)) {
                throw DyadicException.input(where, "holds \"" + name + "\", which is no part of a program.");
            }
        }
        String manifest = text(where, MANIFEST, entries);
        String text = text(where, GRAPH, entries);
        Map<String, Tensor> weights = entries.containsKey(WEIGHTS)
                ? Safetensors.read(where + "!" + WEIGHTS, entries.get(WEIGHTS))
                : Map.of();
        Graph graph = QirParser.parse(where + "!" + GRAPH, text, Weights.of(weights), custom);
        var problems = StageChecks.check(graph);
        if (!problems.isEmpty()) throw new DyadicException(DyadicException.Fault.MODEL, problems);
        return new Program(graph, manifest);
    }

    /**
     * The bytes of a file, mapped, for {@link #read(String, MemorySegment, Function)}.
     *
     * @throws DyadicException if it cannot be read
     */
    public static MemorySegment map(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        } catch (IOException e) {
            throw DyadicException.input(path.toString(), "cannot be read: " + AtomicFile.reason(e) + ".");
        }
    }

    private static MemorySegment utf8(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String where, String name, Map<String, MemorySegment> entries) {
        MemorySegment entry = entries.get(name);
        if (entry == null) throw DyadicException.input(where, "holds no \"" + name + "\"; it is no program.");
        if (entry.byteSize() > MOST_TEXT) {
            throw DyadicException.input(
                    where, "\"" + name + "\" is " + entry.byteSize() + " bytes long; expected at most " + MOST_TEXT + ".");
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(entry.toArray(ValueLayout.JAVA_BYTE));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            throw DyadicException.input(where, "\"" + name + "\" is no text in UTF-8.");
        }
    }
}
