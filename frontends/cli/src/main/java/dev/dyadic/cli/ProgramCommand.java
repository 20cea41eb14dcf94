// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Importer;
import dev.dyadic.plugin.fix.Fixed;
import dev.dyadic.plugin.fix.FixedExecutable;
import dev.dyadic.plugin.fix.FixedWords;
import dev.dyadic.plugin.program.ProgramFiles;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.spec.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Mixin;

/** What the commands share that read programs and run them. */
abstract class ProgramCommand implements Callable<Integer> {

    /** The backends a program runs on when none is named, the best first. */
    private static final List<String> PREFERRED = List.of("simd", "reference");

    @Mixin final Common common = new Common();

    /**
     * A program as its importer gives it.
     *
     * @param fixed what was found to be fixed in it, now or when it was compiled
     */
    record Imported(Graph graph, Fixed fixed) {}

    /** A program's graph, as its importer gives it. */
    static Graph read(Registry registry, String program, FixedWords words) {
        return imported(registry, program, words).graph();
    }

    /** A program's graph, and what is fixed in it. */
    static Imported imported(Registry registry, String program, FixedWords words) {
        Path file = Models.locate(program);
        for (Importer importer : registry.all(Importer.class)) {
            if (!importer.reads(file)) continue;
            if (words.isEmpty()) return new Imported(importer.read(file), Fixed.NONE);
            FixedWords wanted = ProgramFiles.isProgram(file) ? words.beside(Manifest.fixed(file)) : words;
            AtomicReference<Fixed> found = new AtomicReference<>(Fixed.NONE);
            Graph graph = importer.read(file, inputs -> found.updateAndGet(_ -> wanted.on(inputs)));
            return new Imported(graph, found.get());
        }
        throw new DyadicException(Fault.INPUT, program, "is no kind of file that can be read here.",
                "Expected .onnx, .qir or .dyx.");
    }

    /** A program on a backend; the backend loads the file itself if it can. */
    static Executable open(Registry registry, String program, Optional<String> backend, FixedWords words) {
        return open(registry, program, backend(registry, backend), words);
    }

    /** A program on this backend; what is fixed is fed to it, where it takes it all the same. */
    static Executable open(Registry registry, String program, Backend chosen, FixedWords words) {
        Path file = Models.locate(program);
        Optional<Executable> loaded = chosen.load(file, registry);
        if (ProgramFiles.isProgram(file)) {
            Executable inner = loaded.orElseGet(() -> chosen.prepare(read(registry, program, FixedWords.NONE), registry));
            return words.isEmpty() ? new CompiledProgram(inner, file) : fed(inner, file, words);
        }
        if (loaded.isPresent()) return words.isEmpty() ? loaded.get() : fed(loaded.get(), file, words);
        Imported read = imported(registry, program, words);
        Executable prepared = chosen.prepare(read.graph(), registry);
        return read.fixed().isEmpty() ? prepared : new FixedExecutable(prepared, read.fixed());
    }

    private static Executable fed(Executable inner, Path file, FixedWords words) {
        try {
            Fixed before = ProgramFiles.isProgram(file) ? Manifest.fixed(file) : Fixed.NONE;
            return new FixedExecutable(inner, before.and(words.beside(before).on(inner.inputs())));
        } catch (DyadicException e) {
            inner.close();
            throw e;
        }
    }

    /** A program on the backend it names. */
    static Executable open(Registry registry, Named named, FixedWords words) {
        return open(registry, named.program(), named.backend(), words);
    }

    /** @param name perhaps with options: {@code onnxruntime{threads=2}} */
    static Backend backend(Registry registry, Optional<String> name) {
        if (name.isPresent()) {
            Backend backend = registry.get(Backend.class, Spec.parse(name.get(), "--backend"));
            backend.missing().ifPresent(why -> {
                throw DyadicException.input("backend " + backend.name(), why);
            });
            return backend;
        }
        return PREFERRED.stream()
                .flatMap(each -> registry.all(Backend.class).stream().filter(backend -> backend.name().equals(each)))
                .filter(backend -> backend.missing().isEmpty())
                .findFirst()
                .orElseThrow(() -> DyadicException.input("", "no backend is registered."));
    }
}
