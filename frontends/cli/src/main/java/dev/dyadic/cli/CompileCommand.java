// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.dsl.Checked;
import dev.dyadic.dsl.Recipes;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.text.QirFiles;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Decision;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Exporter;
import dev.dyadic.plugin.Observations;
import dev.dyadic.plugin.measure.Account;
import dev.dyadic.plugin.measure.Compilation;
import dev.dyadic.plugin.measure.FloatOp;
import dev.dyadic.plugin.measure.Goal;
import dev.dyadic.plugin.measure.Measuring;
import dev.dyadic.plugin.measure.ProgramReport;
import dev.dyadic.plugin.measure.Quality;
import dev.dyadic.plugin.measure.Sensitivity;
import dev.dyadic.plugin.measure.Watched;
import dev.dyadic.plugin.program.Program;
import dev.dyadic.plugin.program.ProgramFiles;
import dev.dyadic.plugin.recipe.Calibration;
import dev.dyadic.plugin.recipe.Expectation;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "compile", description = {
    "Turns a model into a program as a recipe says: calibrates, quantizes, folds into integer arithmetic.",
    "A recipe is a file or the name of a preset: int8, int8-dynamic, w4a8, w4-weight-only, w8-weight-only."
})
final class CompileCommand extends ProgramCommand {

    /** Runs looked at where nothing asks for more; further ones change the figures little. */
    private static final int RUNS = 8;

    @Parameters(paramLabel = "MODEL", description = "The model: .onnx, .qir, or a folder with a model.") private String model;

    @Option(names = "--recipe", required = true, paramLabel = "FILE|PRESET", description = "What is to become of it.") private String recipe;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Changes the recipe: calibrate.limit=64, lower=none, or a statement.") private List<String> settings = new ArrayList<>();

    @Option(names = "--calib", paramLabel = "DATA", description = "What ranges are found on, in place of the recipe's data.") private Optional<Path> calibration;

    @Mixin private final Fix fix = new Fix();

    @Option(names = "--seed", paramLabel = "N", description = "What all chance comes from. Default: 0.") private long seed;

    @Option(names = {"-o",
        "--output"}, paramLabel = "OUT.dyx", description = "The program; or a .qir, which is its graph alone.") private Optional<Path> output;

    @Option(names = "--emit", paramLabel = "java|jar", description = "Write the program as Java instead: a Maven project in the folder -o, or a jar that runs.") private Optional<String> emit;

    @Option(names = "--threads", paramLabel = "N", description = "Runs looked at at the same time; the program is the same. Default: all cores.") private int threads = Runtime
            .getRuntime().availableProcessors();

    @Option(names = "--backend", paramLabel = "NAME", description = "What runs the graphs that are looked at. Default: the fastest that is here.") private Optional<String> backend;

    @Option(names = "--measure", paramLabel = "N", description = "How many runs quality is measured on. Default: 8; all where the recipe expects something of the outputs.") private Optional<Integer> measured;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write a report: .html, a page that stands alone, or .json.") private Optional<Path> report;

    @Option(names = "--sensitivity", paramLabel = "N", description = "On how many runs a report tells what the outputs lose by each layer alone, which takes a run for each layer. Default: 1.") private int sensitivity = 1;

    @Option(names = "--dry-run", description = "Say what would be done; look at no data and write nothing.") private boolean dry;

    @Override public Integer call() {
        if (output.isEmpty() && !dry)
            throw new DyadicException(Fault.USAGE, "-o", "is missing.", "Give -o OUT.dyx, or --dry-run.");
        Registry registry = common.registry();
        Optional<Exporter> exporter = emit.map(name -> registry.get(Exporter.class, name));
        Checked checked = Recipes.read(recipe, settings, registry);
        Imported read = imported(registry, model, fix.words());
        List<String> notes = new ArrayList<>();
        Backend runs = backend(registry, backend);
        Optional<DataRuns> data = dry ? Optional.empty() : data(checked).map(each -> each.fixing(read.fixed().values()));
        List<Decision> decisions = new ArrayList<>();
        Context context = common.context(registry)
                .withSeed(seed)
                .withNotes(problem -> notes.add(problem.toString()))
                .withDecisions(decisions::add)
                .with(checked.recipe(), observations(runs, registry, data));
        Compilation compiled = new Compiler(registry, context, checked.recipe()).compile(read.graph());
        List<Expectation> expected = dry ? List.of() : checked.recipe().expectations();
        boolean all = expected.stream().anyMatch(Goal::needsData);
        Quality quality = data
                .map(each -> measure(compiled, runs, registry, each.limit(measured.orElse(all ? each.size() : RUNS))))
                .orElse(Quality.NONE);
        var account = new Account(compiled, decisions, quality);
        List<FloatOp> floats = account.floatOps();
        List<Goal> goals = expected.stream().map(goal -> Goal.of(goal, quality, floats.size())).toList();
        Path file = Models.locate(model);
        var made = new ProgramReport(
                new Main.Version().getVersion()[0], file.getFileName().toString(), Manifest.hash(file), read.fixed().words(),
                checked.text(), seed,
                runs.name(), data.map(DataRuns::size).orElse(0), compiled.program().nodes().size(),
                Account.bytes(compiled.typed()),
                Account.bytes(compiled.program()), account.layers(), account.values(), account.outputs(), floats, goals,
                decisions, notes);
        if (!dry) write(registry, exporter, compiled.program(), made);
        report.ifPresent(
                target -> ReportFiles.write(registry, target,
                        data.map(each -> alone(made, compiled, runs, registry, each)).orElse(made)));
        common.print(common.json() ? Manifest.json(made) : new Page(made, common.verbose()).toString());
        List<String> missed = goals.stream().flatMap(goal -> goal.missed().stream()).toList();
        missed.forEach(common::remark);
        return (missed.isEmpty() ? ExitCode.DONE : ExitCode.MISSED).number();
    }

    private Quality measure(Compilation graphs, Backend runs, Registry registry, DataRuns data) {
        Watched watched = Watched.of(graphs);
        try (Executable typed = runs.prepare(graphs.typed(), registry, watched.values());
                Executable model = graphs.model() == graphs.typed() ? typed : runs.prepare(graphs.model(), registry);
                Executable fake = runs.prepare(graphs.fake(), registry, watched.inFake());
                Executable program = runs.prepare(graphs.program(), registry, watched.inProgram())) {
            return new Measuring(watched, model, typed, fake, program).over(data, threads, common.progress());
        }
    }

    /** What the program holds does not depend on whether a report was asked for, so this is not part of it. */
    private ProgramReport alone(ProgramReport made, Compilation graphs, Backend runs, Registry registry, DataRuns data) {
        if (sensitivity == 0) return made;
        var found = new Sensitivity(graphs, runs, registry).over(data.limit(sensitivity), threads, common.progress());
        return made.with(made.layers().stream()
                .map(layer -> found.containsKey(layer.name()) ? layer.withSensitivity(found.get(layer.name())) : layer)
                .toList());
    }

    private void write(Registry registry, Optional<Exporter> exporter, Graph graph, ProgramReport manifest) {
        Path file = output.orElseThrow();
        if (exporter.isPresent()) exporter.get().write(graph, file, registry);
        else if (ProgramFiles.isProgram(file)) ProgramFiles.write(file, new Program(graph, Manifest.json(manifest)));
        else if (file.toString().endsWith(".qir")) QirFiles.write(file, graph);
        else throw new DyadicException(Fault.USAGE, file.toString(), "is no name for a program; expected OUT.dyx or OUT.qir.");
        common.remark("written to " + file);
    }

    private Optional<DataRuns> data(Checked checked) {
        Optional<Calibration> wanted = checked.recipe().calibration();
        Optional<Path> path = calibration.or(() -> wanted.flatMap(Calibration::data).map(Path::of));
        return path.map(DataRuns::open).map(runs -> wanted.isPresent() && wanted.get().limit().isPresent()
                ? runs.limit(wanted.get().limit().getAsInt())
                : runs);
    }

    private Observations observations(Backend backend, Registry registry, Optional<DataRuns> data) {
        if (dry) return Observing.ANY;
        return data.<Observations>map(runs -> new Observing(
                backend, registry, runs, threads, common.progress(), problem -> common.remark(problem.toString())))
                .orElse(Observations.NONE);
    }
}
