// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.keep;

import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.calibrate.CalibrationCache;
import dev.dyadic.plugin.kernel.Machine;
import dev.dyadic.plugin.registry.Origin;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.simd.Lanes;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a generated program depends on besides its graph: the jars that take part, the machine and what was measured on it. */
public final class Versions {

    private Versions() {}

    /** One text; empty where it cannot be told, because classes come from no jar. */
    public static Optional<String> of(Registry registry) {
        try {
            Set<URI> jars = new LinkedHashSet<>();
            for (Class<?> type : List.of(Graph.class, Backend.class, Lanes.class))
                jars.add(type.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (Origin origin : registry.plugins()) jars.add(new URI(origin.location()));
            var text = new StringBuilder(Machine.describe()).append(' ').append(System.getProperty(Lanes.PROPERTY, ""));
            for (URI jar : jars) {
                if (!"file".equals(jar.getScheme()) || !Files.isRegularFile(Path.of(jar))) return Optional.empty();
                text.append('\n').append(stamp(Path.of(jar)));
            }
            Path tuning = CalibrationCache.home().resolve("tuning.txt");
            return Optional.of(text.append('\n').append(Files.exists(tuning) ? stamp(tuning) : "").toString());
        } catch (IOException | URISyntaxException | FileSystemNotFoundException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String stamp(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return file + " " + attributes.size() + " " + attributes.lastModifiedTime().toMillis();
    }
}
