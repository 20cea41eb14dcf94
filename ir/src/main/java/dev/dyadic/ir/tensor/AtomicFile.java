// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.ir.tensor;

import dev.dyadic.ir.DyadicException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that appear whole or not at all: written beside their place, then moved into it. */
public final class AtomicFile {

    /** Writes the bytes of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file. Whoever has an older one open or mapped keeps it as it was.
     *
     * @throws DyadicException if it cannot be written
     */
    public static void write(Path path, Content content) {
        Path name = path.getFileName();
        if (name == null) throw DyadicException.input(path.toString(), "found no file name; expected one to write to.");
        Path temporary = path.resolveSibling("." + name + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw DyadicException.input(path.toString(), "cannot be written: " + reason(e) + ".");
        } finally {
            discard(temporary);
        }
    }

    /** What went wrong, in words for the user. */
    public static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "there is no such file or folder";
            case java.nio.file.AccessDeniedException _ -> "access is denied";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException _) {
            // what was to be written is in place or reported already; a left-over is no fault of its own
        }
    }
}
