// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "compare", description = {
    "Says how far the outputs of two programs differ on the same data: cosine, signal-to-noise ratio in dB and largest"
            + " difference, over all runs and in the worst one.",
    "A program may name its backend: model.onnx@onnxruntime."
})
final class CompareCommand extends ProgramCommand {

    @Parameters(index = "0", paramLabel = "A", description = "The reference: PROGRAM or PROGRAM@BACKEND.") private String a;

    @Parameters(index = "1", paramLabel = "B", description = "What is compared with it: PROGRAM or PROGRAM@BACKEND.") private String b;

    @Option(names = "--inputs", required = true, paramLabel = "DATA", description = "An .npz, or a folder of them.") private Path inputs;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N runs.") private int limit = Integer.MAX_VALUE;

    /** One output over all runs. */
    private record Compared(Closeness all, Closeness worst) {
        Compared and(Closeness run) {
            return new Compared(all.plus(run), run.sqnr() < worst.sqnr() ? run : worst);
        }
    }

    @Override public Integer call() {
        Registry registry = common.registry();
        var data = DataRuns.open(inputs).limit(limit);
        SequencedMap<String, Compared> outputs = new LinkedHashMap<>();
        try (Executable first = open(registry, Named.parse(a));
                Executable second = open(registry, Named.parse(b))) {
            compare(first, second, data, outputs);
        }
        if (common.json()) common.printJson(json(data.size(), outputs));
        else common.print(table(outputs).toString());
        common.remark(data.size() + " runs compared");
        return ExitCode.DONE.number();
    }

    private void compare(Executable first, Executable second, DataRuns data, SequencedMap<String, Compared> outputs) {
        var left = new Runs(first, 1, Progress.NONE);
        var right = new Runs(second, 1, Progress.NONE);
        try (Progress.Task task = common.progress().start("comparing", data.size())) {
            for (DataRuns.Run run : data) {
                add(run.name(), left.run(run), right.run(run), outputs);
                task.advance(1);
            }
        }
    }

    private void add(
            String run,
            SequencedMap<String, Tensor> expected,
            SequencedMap<String, Tensor> found,
            SequencedMap<String, Compared> outputs) {
        if (expected.size() != found.size()) {
            throw DyadicException.input(b, "has " + found.size() + " outputs, but " + a + " has " + expected.size() + ".");
        }
        var others = new ArrayList<>(found.values());
        int position = 0;
        for (var entry : expected.entrySet()) {
            Tensor other = found.getOrDefault(entry.getKey(), others.get(position++));
            if (!Arrays.equals(entry.getValue().sizes(), other.sizes())) {
                throw DyadicException.input(
                        run + ", output " + entry.getKey(),
                        "is " + other + " in " + b + ", but " + entry.getValue() + " in " + a + ".");
            }
            Closeness one = Closeness.of(entry.getValue(), other);
            outputs.merge(entry.getKey(), new Compared(one, one), (before, _) -> before.and(one));
        }
    }

    private static Table table(SequencedMap<String, Compared> outputs) {
        var table = new Table("output", "cosine", "SQNR", "largest difference", "worst cosine", "worst SQNR");
        outputs.forEach((name, found) -> table.row(
                name,
                String.format("%.6f", found.all().cosine()),
                String.format("%.1f dB", found.all().sqnr()),
                String.format("%.3g", found.all().largest()),
                String.format("%.6f", found.worst().cosine()),
                String.format("%.1f dB", found.worst().sqnr())));
        return table;
    }

    private Map<String, Object> json(int count, SequencedMap<String, Compared> outputs) {
        List<Map<String, Object>> list = new ArrayList<>();
        outputs.forEach((name, found) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", name);
            entry.put("cosine", found.all().cosine());
            entry.put("sqnr_db", found.all().sqnr());
            entry.put("largest_difference", found.all().largest());
            entry.put("worst_cosine", found.worst().cosine());
            entry.put("worst_sqnr_db", found.worst().sqnr());
            list.add(entry);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("a", a);
        json.put("b", b);
        json.put("runs", count);
        json.put("outputs", list);
        return json;
    }
}
