// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.dsl.Checked;
import dev.dyadic.dsl.Recipes;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.DyadicException.Fault;
import dev.dyadic.ir.Graph;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.text.QirFiles;
import dev.dyadic.plugin.Context;
import dev.dyadic.plugin.Observations;
import dev.dyadic.plugin.recipe.Calibration;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

    @Option(names = {"-o", "--output"}, paramLabel = "OUT", description = "The program.") private Optional<Path> output;

    @Override public Integer call() {
        Registry registry = common.registry();
        Checked checked = Recipes.read(recipe, settings, registry);
        Graph graph = read(registry, model);
        List<String> notes = new ArrayList<>();
        Context context = common.context(registry)
                .withSeed(seed)
                .withNotes(problem -> notes.add(problem.toString()))
                .with(checked.recipe(), observations(registry, checked));
        Compiler.Compiled compiled = new Compiler(registry, context, checked.recipe()).compile(graph);
        output.ifPresent(file -> QirFiles.write(file, compiled.done()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("nodes", compiled.done().nodes().size());
        json.put("notes", notes);
        if (common.json()) common.printJson(json);
        else notes.forEach(common::remark);
        return ExitCode.DONE.number();
    }

    private Observations observations(Registry registry, Checked checked) {
        Optional<Calibration> wanted = checked.recipe().calibration();
        Optional<Path> data = calibration.or(() -> wanted.flatMap(Calibration::data).map(Path::of));
        if (data.isEmpty()) return Observations.NONE;
        DataRuns runs = DataRuns.open(data.get());
        OptionalInt limit = wanted.map(Calibration::limit).orElse(OptionalInt.empty());
        if (runs.size() == 0) throw new DyadicException(Fault.INPUT, data.get().toString(), "holds no run.");
        return new Observing(
                backend(registry, Optional.of("reference")),
                limit.isPresent() ? runs.limit(limit.getAsInt()) : runs,
                common.progress());
    }
}
