// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.backend.simd;

import dev.dyadic.backend.simd.compile.InMemoryCompiler;
import dev.dyadic.backend.simd.generate.Canonical;
import dev.dyadic.backend.simd.generate.Draft;
import dev.dyadic.backend.simd.generate.Generator;
import dev.dyadic.backend.simd.generate.Packing;
import dev.dyadic.backend.simd.generate.Plan;
import dev.dyadic.backend.simd.generate.SourceWriter;
import dev.dyadic.backend.simd.keep.ClassCache;
import dev.dyadic.backend.simd.keep.HashedFile;
import dev.dyadic.backend.simd.keep.Kept;
import dev.dyadic.backend.simd.keep.ProgramCache;
import dev.dyadic.backend.simd.keep.Versions;
import dev.dyadic.backend.simd.kernel.Kernels;
import dev.dyadic.backend.simd.run.Bodies;
import dev.dyadic.backend.simd.run.GeneratedClasses;
import dev.dyadic.backend.simd.run.SimdExecutable;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.Value;
import dev.dyadic.ir.text.QirParser;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Kernel;
import dev.dyadic.plugin.calibrate.CalibrationCache;
import dev.dyadic.plugin.program.ProgramFiles;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Graphs as generated Java on the Vector API, compiled in memory. Float graphs are brought into canonical form first, by the passes of the
 * registry it is given.
 *
 * @param threads threads that one run uses, at least 1; results do not depend on it
 */
public record Simd(int threads) implements Backend {

    private static final String PACKAGE = "dev.dyadic.generated";
    private static final String CLASS = "GeneratedProgram";
    private static final String NAME = PACKAGE + "." + CLASS;

    public Simd {
        if (threads < 1) throw new IllegalArgumentException("threads must be at least 1, was " + threads);
    }

    @Override public String name() { return "simd"; }

    @Override public String summary() { return "Generated Java on the Vector API, compiled in memory."; }

    @Override public Optional<String> missing() {
        String obstacle = InMemoryCompiler.obstacle();
        return obstacle.isEmpty() ? Optional.empty() : Optional.of(obstacle);
    }

    @Override public Executable prepare(Graph graph) {
        return prepare(Canonical.typed(graph), List.of(), new Bodies(this::prepare), List.of(), Simd::compiled);
    }

    @Override public Executable prepare(Graph graph, Registry registry) {
        return prepare(Canonical.of(graph, registry), registry.all(Kernel.class), bodies(registry), List.of(), Simd::known);
    }

    @Override public Executable prepare(Graph graph, Registry registry, Set<String> shown) {
        List<Value> values = graph.values().stream().filter(value -> shown.contains(value.name())).toList();
        List<Value> outputs = Stream.concat(graph.outputs().stream(), values.stream()).toList();
        return prepare(Canonical.of(graph.returning(outputs), registry), registry.all(Kernel.class), bodies(registry), values,
                Simd::compiled);
    }

    @Override public Optional<Executable> load(Path file, Registry registry) {
        if (!ProgramFiles.isProgram(file)) return Optional.empty();
        return Versions.of(registry).map(versions -> load(file, registry, new ProgramCache(cache("programs"), versions)));
    }

    /** The program of a file, as it is kept, or else made and then kept. */
    Executable load(Path path, Registry registry, ProgramCache cache) {
        HashedFile file = HashedFile.of(path);
        List<Kernel> kernels = registry.all(Kernel.class);
        Optional<Kept> known = cache.find(file);
        if (known.isPresent()) return executable(known.get(), List.of(), bodies(registry), kernels, List.of());
        Graph read = ProgramFiles.read(file.where(), file.bytes(), QirParser.CORE_OPS).graph();
        Generator.Generated generated = Generator.generate(Canonical.of(read, registry));
        Draft draft = generated.draft();
        Kept made = Kept.of(Plan.of(generated), draft.constants(), known(SourceWriter.write(PACKAGE, CLASS, generated)));
        if (draft.outside().isEmpty()) cache.keep(file, read, made);
        return executable(made, draft.outside(), bodies(registry), kernels, List.of());
    }

    /** The source of the program that a graph becomes here. */
    public String source(Graph graph, Registry registry) {
        return SourceWriter.write(PACKAGE, CLASS, Generator.generate(Canonical.of(graph, registry)));
    }

    /** @param shown what the last outputs of the graph are to be called; they are no results */
    private Executable prepare(
            Graph graph, List<Kernel> registered, Bodies bodies, List<Value> shown,
            Function<String, Map<String, byte[]>> compile) {
        Generator.Generated generated = Generator.generate(graph);
        Map<String, byte[]> classes = compile.apply(SourceWriter.write(PACKAGE, CLASS, generated));
        Draft draft = generated.draft();
        return executable(Kept.of(Plan.of(generated), draft.constants(), classes), draft.outside(), bodies, registered, shown);
    }

    private Bodies bodies(Registry registry) {
        return new Bodies(body -> prepare(body, registry));
    }

    private Executable executable(
            Kept program, List<Draft.Outside> outside, Bodies bodies, List<Kernel> registered, List<Value> shown) {
        var kernels = new Kernels(registered);
        Object[] constants = Packing.packed(program.constants(), kernels);
        var constructor = GeneratedClasses.program(NAME, program.files());
        return new SimdExecutable(program.plan(), outside, bodies, shown, constructor, constants, kernels, threads);
    }

    private static Map<String, byte[]> compiled(String source) {
        return InMemoryCompiler.compile(Map.of(NAME, source));
    }

    private static Map<String, byte[]> known(String source) {
        return new ClassCache(cache("classes")).get(source, () -> compiled(source));
    }

    private static Path cache(String name) {
        return CalibrationCache.home().resolve(name);
    }
}
