// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of files that can be made anew at any time. They hold code, so it is used only where it belongs to the user and nobody else can
 * write to it.
 *
 * @param most files that are kept; the oldest go
 */
record PrivateFolder(Path folder, int most) {

    private static final int MOST_BYTES = 1 << 26;
    private static final Set<PosixFilePermission> OTHERS_WRITE = EnumSet.of(
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** The bytes of a file that is there and can be trusted. */
    Optional<byte[]> read(String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !isOwn(folder)) return Optional.empty();
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOwn(file)) return Optional.empty();
            return Files.size(file) > MOST_BYTES ? Optional.empty() : Optional.of(Files.readAllBytes(file));
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /** Keeps a file, if that can be done and it is not too long. */
    void write(String name, byte[] bytes) {
        if (bytes.length > MOST_BYTES) return;
        try {
            make();
            if (!isOwn(folder)) return;
            Path temporary = Files.createTempFile(folder, ".new", ".tmp");
            Files.write(temporary, bytes);
            Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            forget();
        } catch (IOException | UncheckedIOException | UnsupportedOperationException _) {
            // it will be made anew, as if it had never been kept
        }
    }

    private void make() throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) return;
        Files.createDirectories(folder.getParent());
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static boolean isOwn(Path path) throws IOException {
        var attributes = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean shared = attributes.permissions().stream().anyMatch(OTHERS_WRITE::contains);
        return !shared && attributes.owner().getName().equals(System.getProperty("user.name"));
    }

    /** A file as old as it was when it was looked at: others write in the folder at the same time. */
    private record Aged(Path file, long time) {

        static Aged of(Path file) {
            try {
                return new Aged(file, Files.getLastModifiedTime(file).toMillis());
            } catch (IOException _) {
                return new Aged(file, 0);
            }
        }
    }

    private void forget() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old = files.map(Aged::of).sorted(Comparator.comparingLong(Aged::time).reversed()).skip(most)
                    .map(Aged::file).toList();
            for (Path each : old) Files.deleteIfExists(each);
        }
    }
}
