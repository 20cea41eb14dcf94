// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.cli.ConformanceCase.Outcome;
import dev.dyadic.cli.ConformanceCase.Verdict;
import dev.dyadic.ir.DyadicException;
import dev.dyadic.plugin.Backend;
import dev.dyadic.plugin.Importer;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.registry.Registry;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "conformance", description = {
    "Runs the ONNX backend test cases below a folder and counts them: passed, wrong, unsupported, crashed.",
    "Floats may differ by 1e-3 of the expected value plus 1e-7; everything else must be equal. Of random numbers only shape and"
            + " element are compared. A case of over a minute counts as crashed."
})
final class ConformanceCommand extends ProgramCommand {

    private static final long SECONDS = 60;

    @Parameters(paramLabel = "FOLDER", description = "The cases: every folder below it that holds a model.onnx.") private Path folder;

    @Option(names = "--backend", paramLabel = "NAME", description = "Default: reference.") private String backend = "reference";

    @Override public Integer call() {
        Registry registry = common.registry();
        Backend runner = backend(registry, Optional.of(backend));
        Importer importer = registry.get(Importer.class, "onnx");
        List<ConformanceCase> cases = cases();
        Map<Verdict, Map<String, String>> outcomes = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) outcomes.put(verdict, new TreeMap<>());
        try (Progress.Task task = common.progress().start("cases", cases.size())) {
            for (ConformanceCase each : cases) {
                Outcome outcome = inTime(each, importer, runner);
                outcomes.get(outcome.verdict()).put(each.name(), outcome.why());
                task.advance(1);
            }
        }
        if (common.json()) common.printJson(json(cases.size(), outcomes));
        else print(cases.size(), outcomes);
        boolean good = outcomes.get(Verdict.WRONG).isEmpty() && outcomes.get(Verdict.CRASHED).isEmpty();
        return (good ? ExitCode.DONE : ExitCode.FAILED).number();
    }

    private List<ConformanceCase> cases() {
        if (!Files.isDirectory(folder)) throw DyadicException.input(folder.toString(), "is no folder.");
        List<ConformanceCase> cases = new ArrayList<>();
        try (var files = Files.walk(folder, 8, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(file -> file.getFileName().toString().equals("model.onnx")).sorted().forEach(model -> {
                String name = folder.relativize(model.getParent()).toString();
                cases.add(new ConformanceCase(name.isEmpty() ? folder.getFileName().toString() : name, model.getParent()));
            });
        } catch (IOException e) {
            throw DyadicException.input(folder.toString(), "cannot be read: " + e.getMessage());
        }
        if (cases.isEmpty()) throw DyadicException.input(folder.toString(), "holds no case; expected folders with a model.onnx.");
        return cases;
    }

    /** A thread of its own for each case: one that does not end must not keep the others from running. */
    private static Outcome inTime(ConformanceCase each, Importer importer, Backend backend) {
        var task = new FutureTask<>(() -> each.run(importer, backend));
        Thread.ofPlatform().daemon().start(task);
        try {
            return task.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return new Outcome(Verdict.CRASHED, "did not end within " + SECONDS + " s");
        } catch (ExecutionException e) {
            return new Outcome(Verdict.CRASHED, e.getCause().toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(Verdict.CRASHED, "interrupted");
        }
    }

    private static Map<String, Object> json(int cases, Map<Verdict, Map<String, String>> outcomes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cases", cases);
        for (Verdict verdict : Verdict.values()) json.put(word(verdict), outcomes.get(verdict).size());
        Map<String, Object> names = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            if (verdict != Verdict.PASSED) names.put(word(verdict), outcomes.get(verdict));
        }
        json.put("names", names);
        return json;
    }

    private void print(int cases, Map<Verdict, Map<String, String>> outcomes) {
        var table = new Table("verdict", "cases", "share");
        for (Verdict verdict : Verdict.values()) {
            int count = outcomes.get(verdict).size();
            table.row(word(verdict), count, String.format("%.1f %%", 100.0 * count / cases));
        }
        common.print(table.toString());
        for (Verdict verdict : Verdict.values()) {
            if (verdict == Verdict.PASSED) continue;
            outcomes.get(verdict)
                    .forEach((name, why) -> common.remark(word(verdict) + " " + name + ": " + why.replace("\n", "; ")));
        }
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
