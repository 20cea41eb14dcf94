// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.compile;

import dev.dyadic.simd.Program;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The runtime of generated programs: where this program took it from, and its files. */
public final class RuntimeFiles {

    /** Of a hash, so many digits tell versions apart. */
    private static final int DIGITS = 12;

    private RuntimeFiles() {}

    /** A jar, or a folder of classes. */
    public static Path location() throws IOException {
        try {
            return Path.of(Program.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the runtime of generated programs is not found", e);
        }
    }

    /** As a jar. */
    public static Contents jar() throws IOException {
        SequencedMap<String, Contents> jar = new LinkedHashMap<>();
        jar.put(StoredJar.MANIFEST, Contents.of("Manifest-Version: 1.0\n\n"));
        jar.putAll(classes());
        return StoredJar.of(jar);
    }

    /** A version that no other runtime has: Maven keeps what it has once seen of a version, on the whole machine. */
    public static String version() throws IOException {
        String stated = Program.class.getModule().getDescriptor().rawVersion().orElse("0.1.0").replaceFirst("-SNAPSHOT$", "");
        return stated + "-" + Hash.of(jar()).substring(0, DIGITS);
    }

    /** All classes by their paths, in the order of paths. */
    public static SequencedMap<String, Contents> classes() throws IOException {
        Path location = location();
        if (Files.isDirectory(location)) return classes(location);
        try (FileSystem jar = FileSystems.newFileSystem(location)) {
            return classes(jar.getPath("/"));
        }
    }

    private static SequencedMap<String, Contents> classes(Path root) throws IOException {
        SequencedMap<String, Contents> classes = new LinkedHashMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            List<String> names = walk.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class"))
                    .sorted()
                    .toList();
            for (String name : names) classes.put(name, Contents.of(Files.readAllBytes(root.resolve(name))));
        }
        return classes;
    }
}
