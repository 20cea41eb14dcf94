// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Files inside Maven artifacts, fetched by {@code mvn} and kept in the user's cache folder. */
final class Artifacts {

    private static final Pattern COORDINATES = Pattern.compile("[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+");
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
    private static final long MINUTES = 15;

    private Artifacts() {}

    /**
     * A file of an artifact, unpacked.
     *
     * @param coordinates {@code group:artifact:version}
     * @param entry the path of the file inside the jar
     */
    static Path file(String coordinates, String entry) {
        if (!COORDINATES.matcher(coordinates).matches()) {
            throw new DyadicException(
                    DyadicException.Fault.USAGE, coordinates, "is no Maven artifact; expected group:artifact:version.");
        }
        String[] parts = coordinates.split(":");
        Path folder = cache().resolve(coordinates.replace(':', '_'));
        Path file = folder.resolve(entry).normalize();
        if (!file.startsWith(folder)) throw DyadicException.input(entry, "leads out of the artifact " + coordinates + ".");
        if (Files.isRegularFile(file)) return file;
        Path jar = folder.resolve(parts[1] + "-" + parts[2] + ".jar");
        try {
            if (!Files.isRegularFile(jar)) fetch(coordinates, folder);
            unpack(jar, entry, file, coordinates);
        } catch (IOException e) {
            throw DyadicException.input(coordinates, "cannot be unpacked: " + e.getMessage());
        }
        return file;
    }

    private static Path cache() {
        String home = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        return Path.of(home, "dyadic");
    }

    private static void fetch(String coordinates, Path folder) throws IOException {
        Files.createDirectories(folder);
        var command = List.of(
                "mvn", "-B", "-q", COPY, "-Dartifact=" + coordinates, "-DoutputDirectory=" + folder,
                "-Dmdep.useBaseVersion=true");
        Path log = Files.createTempFile("dyadic-fetch", ".log");
        Process mvn;
        try {
            mvn = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new DyadicException(
                    DyadicException.Fault.INPUT, coordinates, "is fetched with mvn, which is not on the PATH.", "Install Maven.");
        }
        try {
            boolean ended = mvn.waitFor(MINUTES, TimeUnit.MINUTES);
            if (ended && mvn.exitValue() == 0) return;
            mvn.destroyForcibly();
        } catch (InterruptedException e) {
            mvn.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        throw new DyadicException(
                DyadicException.Fault.INPUT,
                coordinates,
                "could not be fetched with mvn.",
                "Is the network up? What mvn printed is in " + log + ".");
    }

    private static void unpack(Path jar, String entry, Path file, String coordinates) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            ZipEntry found = zip.getEntry(entry);
            if (found == null) throw DyadicException.input(coordinates, "has no entry " + entry + ".");
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(file.getParent(), "unpack", ".part");
            try (InputStream in = zip.getInputStream(found)) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
