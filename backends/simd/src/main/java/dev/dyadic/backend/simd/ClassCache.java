// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Classes compiled before, by the hash of their source, of the runtime they call and of the Java that compiled them. They are code, so the
 * folder is used only where it belongs to the user and nobody else can write to it. Whatever is wrong with it, what is asked for is compiled.
 */
final class ClassCache {

    /** The oldest go when there are more. */
    private static final int MOST_FILES = 64;

    private static final int MAGIC = 0x44594443;
    private static final int MOST_BYTES = 1 << 26;
    private static final Set<PosixFilePermission> OTHERS_WRITE = EnumSet.of(
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path folder;

    ClassCache(Path folder) {
        this.folder = folder;
    }

    /** Class files by full names, of a source that makes just these. */
    Map<String, byte[]> get(String source, Supplier<Map<String, byte[]>> compile) {
        try {
            if (!isPrivate()) return compile.get();
            Path file = folder.resolve(key(source) + ".classes");
            Optional<Map<String, byte[]>> known = read(file);
            if (known.isPresent()) return known.get();
            Map<String, byte[]> compiled = compile.get();
            write(file, compiled);
            return compiled;
        } catch (IOException | UnsupportedOperationException _) {
            return compile.get();
        }
    }

    private static String key(String source) throws IOException {
        Path runtime = RuntimeFiles.location();
        String of = runtime + " " + Files.size(runtime) + " " + Files.getLastModifiedTime(runtime).toMillis();
        return Hash.of(source, of, System.getProperty("java.vm.version", ""));
    }

    /** Makes the folder, if need be; whether it is the user's alone. */
    private boolean isPrivate() throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return isOwn(folder);
    }

    private static boolean isOwn(Path path) throws IOException {
        var attributes = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean shared = attributes.permissions().stream().anyMatch(OTHERS_WRITE::contains);
        return !shared && attributes.owner().getName().equals(System.getProperty("user.name"));
    }

    private static Optional<Map<String, byte[]>> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOwn(file)) return Optional.empty();
        if (Files.size(file) > MOST_BYTES) return Optional.empty();
        try (var in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            if (in.readInt() != MAGIC) return Optional.empty();
            Map<String, byte[]> classes = new LinkedHashMap<>();
            for (int count = in.readInt(); count > 0; count--) {
                String name = in.readUTF();
                classes.put(name, in.readNBytes(in.readInt()));
            }
            return in.readInt() == MAGIC && in.read() < 0 ? Optional.of(classes) : Optional.empty();
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void write(Path file, Map<String, byte[]> classes) throws IOException {
        Path temporary = Files.createTempFile(folder, ".classes", ".tmp");
        try (var channel = Files.newByteChannel(temporary, StandardOpenOption.WRITE);
                var out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
            out.writeInt(MAGIC);
            out.writeInt(classes.size());
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                out.writeUTF(each.getKey());
                out.writeInt(each.getValue().length);
                out.write(each.getValue());
            }
            out.writeInt(MAGIC);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        forget();
    }

    private void forget() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> newestFirst = files.sorted(Comparator.comparing(ClassCache::time).reversed()).toList();
            for (Path old : newestFirst.subList(Math.min(MOST_FILES, newestFirst.size()), newestFirst.size()))
                Files.deleteIfExists(old);
        }
    }

    private static long time(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException _) {
            return 0;
        }
    }
}
