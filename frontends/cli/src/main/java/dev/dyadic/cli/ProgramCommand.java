// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Importer;
import dev.dyadic.plugin.registry.Registry;
import dev.dyadic.plugin.spec.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What the commands share that read programs and run them. */
abstract class ProgramCommand implements Callable<Integer> {

    /** The backends a program runs on when none is named, the best first. */
    private static final List<String> PREFERRED = List.of("simd", "reference");

    @Mixin final Common common = new Common();

    /** A program's graph, as its importer gives it. */
    static Graph read(Registry registry, String program) {
        Path file = Models.locate(program);
        for (Importer importer : registry.all(Importer.class)) {
            if (importer.reads(file)) return importer.read(file);
        }
        throw new DyadicException(Fault.INPUT, program, "is no kind of file that can be read here.",
                "Expected .onnx, .qir or .dyx.");
    }

    /** A program on a backend; the backend loads the file itself if it can. */
    static Executable open(Registry registry, String program, Optional<String> backend) {
        return open(registry, program, backend(registry, backend));
    }

    /** A program on this backend. */
    static Executable open(Registry registry, String program, Backend chosen) {
        Path file = Models.locate(program);
        return chosen.load(file, registry).orElseGet(() -> chosen.prepare(read(registry, program), registry));
    }

    /** A program on the backend it names. */
    static Executable open(Registry registry, Named named) {
        return open(registry, named.program(), named.backend());
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
