// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd.emit;

import dev.dyadic.backend.simd.generate.Canonical;
import dev.dyadic.backend.simd.generate.Generator;
import dev.dyadic.backend.simd.compile.Contents;
import dev.dyadic.backend.simd.compile.InMemoryCompiler;
import dev.dyadic.backend.simd.compile.RuntimeFiles;
import dev.dyadic.backend.simd.compile.StoredJar;
import dev.dyadic.backend.simd.generate.JavaName;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.AtomicFile;
import dev.dyadic.plugin.Exporter;
import dev.dyadic.plugin.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Writes a graph as a jar that runs by itself: the generated program, its weights, and the runtime. */
public record RunnableJar() implements Exporter {

    @Override public String name() { return "jar"; }

    @Override public String summary() { return "A jar that runs the model: java -jar OUT.jar --inputs DATA."; }

    @Override public boolean writes(Path file) {
        return file.toString().endsWith(".jar");
    }

    @Override public void write(Graph graph, Path file) {
        write(graph, file, Registry.of());
    }

    @Override public void write(Graph graph, Path file, Registry registry) {
        if (!writes(file))
            throw new DyadicException(DyadicException.Fault.USAGE, file.toString(), "is no name for a jar; expected OUT.jar.");
        String name = file.getFileName().toString().replaceFirst("\\.jar$", "");
        Emission emission = Emission.of(name, Generator.generate(Canonical.of(graph, registry)));
        SequencedMap<String, String> sources = new LinkedHashMap<>();
        emission.sources().forEach((type, source) -> sources.put(Emission.PACKAGE + "." + type, source));
        Map<String, byte[]> classes = InMemoryCompiler.compile(sources);
        SequencedMap<String, Contents> entries = new LinkedHashMap<>();
        entries.put(StoredJar.MANIFEST, Contents.of("Manifest-Version: 1.0\nMain-Class: " + Emission.PACKAGE + "." + Emission.MAIN
                + "\nImplementation-Title: " + JavaName.kebab(name) + "\n\n"));
        classes.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> entries
                .put(each.getKey().replace('.', '/') + ".class", Contents.of(each.getValue())));
        entries.put(Emission.folder() + Emission.WEIGHTS, Contents.of(emission.weights()));
        try {
            // on the class path the runtime is in no module of its own
            RuntimeFiles.classes().forEach((path, bytes) -> {
                if (!path.equals("module-info.class")) entries.put(path, bytes);
            });
        } catch (IOException e) {
            throw DyadicException.input(file.toString(), "the runtime cannot be read: " + AtomicFile.reason(e) + ".");
        }
        AtomicFile.write(file, StoredJar.of(entries)::writeTo);
    }
}
