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
import dev.dyadic.plugin.Observations;
import dev.dyadic.plugin.program.Program;
import dev.dyadic.plugin.program.ProgramFiles;
import dev.dyadic.plugin.recipe.Calibration;
import dev.dyadic.plugin.recipe.Expectation;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "compile", description = {
    "Turns a model into a program as a recipe says: calibrates, quantizes, folds into integer arithmetic.",
    "A recipe is a file or the name of a preset: int8, int8-dynamic, w4a8, w4-weight-only, w8-weight-only."
})
final class CompileCommand extends ProgramCommand {

    @Parameters(paramLabel = "MODEL", description = "The model: .onnx, .qir, or a folder with a model.") private String model;

    @Option(names = "--recipe", required = true, paramLabel = "FILE|PRESET", description = "What is to become of it.") private String recipe;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Changes the recipe: calibrate.limit=64, lower=none, or a statement.") private List<String> settings = new ArrayList<>();

    @Option(names = "--calib", paramLabel = "DATA", description = "What ranges are found on, in place of the recipe's data.") private Optional<Path> calibration;

    @Option(names = "--seed", paramLabel = "N", description = "What all chance comes from. Default: 0.") private long seed;

    @Option(names = {"-o",
        "--output"}, paramLabel = "OUT.dyx", description = "The program; or a .qir, which is its graph alone.") private Optional<Path> output;

    @Option(names = "--threads", paramLabel = "N", description = "Runs looked at at the same time; the program is the same. Default: all cores.") private int threads = Runtime
            .getRuntime().availableProcessors();

    @Option(names = "--dry-run", description = "Say what would be done; look at no data and write nothing.") private boolean dry;

    @Override public Integer call() {
        if (output.isEmpty() && !dry)
            throw new DyadicException(Fault.USAGE, "-o", "is missing.", "Give -o OUT.dyx, or --dry-run.");
        Registry registry = common.registry();
        Checked checked = Recipes.read(recipe, settings, registry);
        Graph graph = read(registry, model);
        List<String> notes = new ArrayList<>();
        Backend reference = backend(registry, Optional.of("reference"));
        Optional<DataRuns> data = dry ? Optional.empty() : data(checked);
        Context context = common.context(registry)
                .withSeed(seed)
                .withNotes(problem -> notes.add(problem.toString()))
                .with(checked.recipe(), observations(reference, data));
        Compiler.Compiled compiled = new Compiler(registry, context, checked.recipe()).compile(graph);
        Optional<Quality> quality = data.map(runs -> Quality.measure(compiled, runs, reference, common.progress()));
        Map<String, Object> manifest = Manifest.of(Models.locate(model), checked, data, seed, notes, compiled, quality);
        if (!dry) output.ifPresent(file -> write(file, compiled.done(), manifest));
        if (common.json()) common.printJson(manifest);
        else common.print(Manifest.page(compiled, notes, quality));
        List<String> missed = quality.map(found -> missed(checked, found, compiled.done())).orElse(List.of());
        missed.forEach(common::remark);
        return (missed.isEmpty() ? ExitCode.DONE : ExitCode.MISSED).number();
    }

    private void write(Path file, Graph graph, Map<String, Object> manifest) {
        if (ProgramFiles.isProgram(file)) ProgramFiles.write(file, new Program(graph, Manifest.json(manifest)));
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

    private Observations observations(Backend reference, Optional<DataRuns> data) {
        if (dry) return Observing.ANY;
        return data.<Observations>map(runs -> new Observing(
                reference, runs, threads, common.progress(), problem -> common.remark(problem.toString())))
                .orElse(Observations.NONE);
    }

    private static List<String> missed(Checked checked, Quality quality, Graph done) {
        List<String> missed = new ArrayList<>();
        for (Expectation expected : checked.recipe().expectations()) {
            double found = switch (expected.measure()) {
                case COSINE -> quality.cosine();
                case SQNR -> quality.sqnr();
                case DIFFERENCE -> quality.difference();
                case FLOAT_OPS -> FloatOps.of(done).size();
            };
            if (!expected.isMetBy(found)) missed.add(expected.at() + ": \"" + expected + "\" is missed: found " + found + ".");
        }
        return missed;
    }
}
