// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "run", description = {
    "Runs a program on data.",
    "Without --outputs it prints what each output looks like; with it, every run's outputs are written to an .npz of the"
            + " same name, keyed by output name."
})
final class RunCommand extends ProgramCommand {

    @Parameters(paramLabel = "PROGRAM", description = "What to run: .onnx, .qir, or a folder with a model.") private String program;

    @Option(names = "--inputs", required = true, paramLabel = "DATA", description = "An .npz, or a folder of them.") private Path inputs;

    @Option(names = "--outputs", paramLabel = "PATH", description = "A folder; or an .npz where DATA is one.") private Optional<Path> outputs;

    @Mixin private final Fix fix = new Fix();

    @Option(names = "--backend", paramLabel = "NAME", description = "See: dyadic list backends.") private Optional<String> backend;

    @Option(names = "--threads", paramLabel = "N", description = "Runs done at the same time. Default: all cores.") private int threads = Runtime
            .getRuntime().availableProcessors();

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N runs.") private int limit = Integer.MAX_VALUE;

    @Option(names = "--profile", description = "Also tell what each node takes, on the first run's inputs.") private boolean profile;

    @Override public Integer call() {
        Registry registry = common.registry();
        var data = DataRuns.open(inputs).limit(limit);
        try (Executable executable = open(registry, program, backend, fix.words())) {
            var target = new OutputFiles(inputs, outputs);
            var summary = new Summary();
            long began = System.nanoTime();
            var runs = new Runs(executable, threads, common.progress());
            runs.forEach(data, (name, results) -> {
                target.write(name, results);
                summary.add(results);
            });
            double milliseconds = (System.nanoTime() - began) / 1e6;
            report(data.size(), milliseconds, summary, profile ? Optional.of(profile(executable, data)) : Optional.empty());
        }
        return ExitCode.DONE.number();
    }

    private static Profile profile(Executable executable, DataRuns data) {
        DataRuns.Run first = data.iterator().next();
        return Profile.of(executable, Runs.arrange(first.name(), executable, first.arrays()));
    }

    private void report(int count, double milliseconds, Summary summary, Optional<Profile> nodes) {
        if (common.json()) {
            SequencedMap<String, Object> json = new LinkedHashMap<>();
            json.put("program", program);
            json.put("runs", count);
            json.put("milliseconds", milliseconds);
            json.put("outputs", summary.json());
            nodes.ifPresent(found -> json.put("profile", found.json()));
            common.printJson(json);
            return;
        }
        if (outputs.isEmpty()) common.print(summary.table().toString());
        nodes.ifPresent(found -> common.print("\n" + found.table()));
        common.remark("%d runs in %.1f s", count, milliseconds / 1000);
    }

    /** What the outputs look like over all runs. */
    private static final class Summary {

        private record Seen(String type, double low, double high, long bad) {}

        private final Map<String, Seen> outputs = new LinkedHashMap<>();

        void add(SequencedMap<String, Tensor> results) {
            results.forEach((name, tensor) -> outputs.merge(name, see(tensor), Summary::both));
        }

        private static Seen see(Tensor tensor) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            long bad = 0;
            for (long i = 0; i < tensor.count(); i++) {
                double x = tensor.getDouble(i);
                if (!Double.isFinite(x)) bad++;
                low = Math.min(low, x);
                high = Math.max(high, x);
            }
            return new Seen(tensor.type().toString(), low, high, bad);
        }

        private static Seen both(Seen a, Seen b) {
            String type = a.type.equals(b.type) ? a.type : "varies";
            return new Seen(type, Math.min(a.low, b.low), Math.max(a.high, b.high), a.bad + b.bad);
        }

        Table table() {
            var table = new Table("output", "type", "smallest", "largest", "not finite");
            outputs.forEach((name, seen) -> table.row(
                    name, seen.type, String.format("%.5g", seen.low), String.format("%.5g", seen.high), seen.bad));
            return table;
        }

        List<Map<String, Object>> json() {
            List<Map<String, Object>> list = new ArrayList<>();
            outputs.forEach((name, seen) -> {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("name", name);
                entry.put("type", seen.type);
                entry.put("smallest", seen.low);
                entry.put("largest", seen.high);
                entry.put("not_finite", seen.bad);
                list.add(entry);
            });
            return list;
        }
    }
}
