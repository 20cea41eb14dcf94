// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.emit;

import dev.dyadic.backend.simd.generate.Canonical;
import dev.dyadic.backend.simd.generate.Generator;
import dev.dyadic.backend.simd.compile.Contents;
import dev.dyadic.backend.simd.compile.RuntimeFiles;
import dev.dyadic.backend.simd.generate.JavaName;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.plugin.Exporter;
import dev.dyadic.plugin.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Writes a graph as a Maven project: the generated source, its weights as a resource, and the runtime in a repository of the project's own,
 * so that {@code mvn package} needs no more of Dyadic.
 */
public record JavaProject() implements Exporter {

    @Override public String name() { return "java"; }

    @Override public String summary() { return "A Maven project: the generated source, its weights, and the runtime it needs."; }

    /** Only when asked for by name: any folder might be one. */
    @Override public boolean writes(Path file) {
        return false;
    }

    @Override public void write(Graph graph, Path folder) {
        write(graph, folder, Registry.of());
    }

    @Override public void write(Graph graph, Path folder, Registry registry) {
        Path named = folder.toAbsolutePath().normalize().getFileName();
        if (named == null) throw new DyadicException(DyadicException.Fault.USAGE, folder.toString(), "is no name for a project.");
        var target = new ProjectFolder(folder);
        target.refuseForeign();
        Emission emission = Emission.of(named.toString(), Generator.generate(Canonical.of(graph, registry)));
        try {
            target.write(files(JavaName.kebab(named.toString()), emission));
        } catch (IOException e) {
            throw DyadicException.input(folder.toString(), "cannot be written: " + AtomicFile.reason(e) + ".");
        }
    }

    private static SequencedMap<String, Contents> files(String artifact, Emission emission) throws IOException {
        String version = RuntimeFiles.version();
        Map<String, String> words = Map.of(
                "${artifact}", artifact, "${version}", version, "${main}", Emission.PACKAGE + "." + Emission.MAIN,
                "${package}", Emission.PACKAGE, "${model}", emission.name());
        SequencedMap<String, Contents> files = new LinkedHashMap<>();
        files.put("pom.xml", Contents.of(template("pom.xml", words)));
        files.put("README.md", Contents.of(template("README.md", words)));
        emission.sources().forEach((type, source) -> files
                .put("src/main/java/" + Emission.folder() + type + ".java", Contents.of(source)));
        files.put("src/main/resources/" + Emission.folder() + Emission.WEIGHTS, Contents.of(emission.weights()));
        String runtime = "repository/dev/dyadic/dyadic-simd-runtime/" + version + "/dyadic-simd-runtime-" + version;
        files.put(runtime + ".pom", Contents.of(template("runtime.xml", words)));
        files.put(runtime + ".jar", RuntimeFiles.jar());
        return files;
    }

    private static String template(String name, Map<String, String> words) throws IOException {
        try (InputStream in = JavaProject.class.getResourceAsStream("project/" + name)) {
            if (in == null) throw new IllegalStateException("the resource project/" + name + " is missing");
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> word : words.entrySet()) text = text.replace(word.getKey(), word.getValue());
            return text;
        }
    }
}
