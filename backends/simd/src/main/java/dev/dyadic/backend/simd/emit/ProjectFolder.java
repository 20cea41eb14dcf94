// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.emit;

import dev.dyadic.backend.simd.compile.Contents;
import dev.dyadic.backend.simd.compile.Hash;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder of generated files, which appears whole or not at all. It is written again only where nobody has changed it. */
final class ProjectFolder {

    /** Lists the files and their hashes, as sha256sum does. */
    static final String LIST = "dyadic.sha256";

    private final Path folder;

    ProjectFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Makes sure that there is nothing in the folder but what was generated, and what building made of it.
     *
     * @throws DyadicException if there is
     */
    void refuseForeign() {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return;
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) throw refused("is no folder");
        try {
            List<Path> files = files();
            if (files.isEmpty()) return;
            Path list = folder.resolve(LIST);
            if (!Files.isRegularFile(list)) throw refused("has files in it that Dyadic did not write");
            Set<String> lines = new HashSet<>(Files.readAllLines(list));
            for (Path file : files) {
                String name = name(folder, file);
                if (name.equals(LIST) || lines.contains(line(folder, file))) continue;
                throw refused("has a file in it that Dyadic did not write, or that was changed since: " + name);
            }
        } catch (IOException e) {
            throw DyadicException.input(folder.toString(), "cannot be read: " + AtomicFile.reason(e) + ".");
        }
    }

    private DyadicException refused(String what) {
        return new DyadicException(DyadicException.Fault.INPUT, folder.toString(), what + ".",
                "Name another folder, or remove this one.");
    }

    /** Its files, but for those under target. */
    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !name(folder, file).startsWith("target/"))
                    .sorted()
                    .toList();
        }
    }

    /** Puts the files in place of the folder. */
    void write(SequencedMap<String, Contents> files) throws IOException {
        String mark = "." + folder.getFileName() + "." + UUID.randomUUID();
        Path made = folder.resolveSibling(mark + ".tmp");
        Path old = folder.resolveSibling(mark + ".old");
        try {
            var lines = new StringBuilder();
            for (Map.Entry<String, Contents> each : files.entrySet()) {
                Path file = made.resolve(each.getKey());
                write(file, each.getValue());
                lines.append(line(made, file)).append('\n');
            }
            write(made.resolve(LIST), Contents.of(lines.toString()));
            refuseForeign();
            if (Files.exists(folder)) Files.move(folder, old);
            Files.move(made, folder);
        } finally {
            if (Files.exists(old) && !Files.exists(folder)) Files.move(old, folder);
            delete(made);
            delete(old);
        }
    }

    private static void write(Path file, Contents contents) throws IOException {
        Files.createDirectories(file.getParent());
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            contents.writeTo(channel);
        }
    }

    private static String line(Path root, Path file) throws IOException {
        return Hash.of(file) + "  " + name(root, file);
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) return;
        try (Stream<Path> walk = Files.walk(tree)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
