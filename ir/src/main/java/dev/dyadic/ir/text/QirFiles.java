// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.text;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.op.Op;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.ir.tensor.Safetensors;
import dev.dyadic.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Graphs as files: {@code X.qir} with the text, and beside it {@code X.safetensors} with the large tensors, if there are any.
 * Which file that is follows from the name of the first alone.
 */
public final class QirFiles {

    private static final String SUFFIX = ".qir";
    private static final long MOST_BYTES = 1L << 29;

    private QirFiles() {}

    /** A graph of core ops. */
    public static Graph read(Path path) {
        return read(path, QirParser.CORE_OPS);
    }

    /**
     * The graph of a file.
     *
     * @throws DyadicException if the file, or the one with its weights, cannot be read or is malformed
     */
    public static Graph read(Path path, Function<String, Optional<Class<? extends Op>>> custom) {
        return QirParser.parse(path.toString(), text(path), new Lazy(weights(path)), custom);
    }

    /**
     * Writes a graph; each file appears whole or not at all, the weights first.
     *
     * @throws DyadicException if they cannot be written
     */
    public static void write(Path path, Graph graph) {
        Printed printed = QirPrinter.print(graph);
        if (!printed.weights().isEmpty()) Safetensors.write(weights(path), printed.weights());
        AtomicFile.write(path, channel -> {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(printed.text());
            while (bytes.hasRemaining()) channel.write(bytes);
        });
    }

    /** The file with the weights of a {@code .qir} file. */
    public static Path weights(Path path) {
        String name = path.getFileName().toString();
        String bare = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return path.resolveSibling(bare + ".safetensors");
    }

    private static String text(Path path) {
        try {
            long size = Files.size(path);
            if (size > MOST_BYTES) {
                throw DyadicException.input(path.toString(),
                        "is " + size + " bytes long; expected a text of at most " + MOST_BYTES + ".");
            }
            return Files.readString(path);
        } catch (CharacterCodingException _) {
            throw DyadicException.model(path.toString(), "is no text in UTF-8; expected a .qir file.");
        } catch (IOException e) {
            throw DyadicException.input(path.toString(), "cannot be read: " + AtomicFile.reason(e) + ".");
        }
    }

    /** Opens the file with the weights when one is asked for. */
    private static final class Lazy implements Weights {

        private final Path path;
        private Optional<Map<String, Tensor>> tensors = Optional.empty();

        Lazy(Path path) {
            this.path = path;
        }

        @Override public Optional<Tensor> find(String name) {
            if (tensors.isEmpty()) tensors = Optional.of(Safetensors.read(path));
            return Optional.ofNullable(tensors.get().get(name));
        }
    }
}
