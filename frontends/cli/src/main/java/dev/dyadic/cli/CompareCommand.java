// SPDX-License-Identifier: Apache-2.0
package dev.dyadic.cli;

import dev.dyadic.ir.DyadicException;
import dev.dyadic.ir.tensor.DataRuns;
import dev.dyadic.ir.tensor.Tensor;
import dev.dyadic.plugin.Executable;
import dev.dyadic.plugin.Progress;
import dev.dyadic.plugin.measure.Closeness;
import dev.dyadic.plugin.measure.Tally;
import dev.dyadic.plugin.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "compare", description = {
    "Says how far the outputs of two programs differ on the same data: cosine, signal-to-noise ratio in dB and largest"
            + " difference, the mean over all runs and that of the worst one.",
    "A program may name its backend: model.onnx@onnxruntime."
})
final class CompareCommand extends ProgramCommand {

    @Parameters(index = "0", paramLabel = "A", description = "The reference: PROGRAM or PROGRAM@BACKEND.") private String a;

    @Parameters(index = "1", paramLabel = "B", description = "What is compared with it: PROGRAM or PROGRAM@BACKEND.") private String b;

    @Option(names = "--inputs", required = true, paramLabel = "DATA", description = "An .npz, or a folder of them.") private Path inputs;

    @Mixin private final Fix fix = new Fix();

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N runs.") private int limit = Integer.MAX_VALUE;

    @Override public Integer call() {
        Registry registry = common.registry();
        var data = DataRuns.open(inputs).limit(limit);
        SequencedMap<String, Tally> outputs = new LinkedHashMap<>();
        try (Executable first = open(registry, Named.parse(a), fix.words());
                Executable second = open(registry, Named.parse(b), fix.words())) {
            compare(first, second, data, outputs);
        }
        if (common.json()) common.printJson(json(data.size(), outputs));
        else common.print(table(outputs).toString());
        common.remark(data.size() + " runs compared");
        return ExitCode.DONE.number();
    }

    private void compare(Executable first, Executable second, DataRuns data, SequencedMap<String, Tally> outputs) {
        var left = new Runs(first, 1, Progress.NONE);
        var right = new Runs(second, 1, Progress.NONE);
        try (Progress.Task task = common.progress().start("comparing", data.size())) {
            for (DataRuns.Run run : data) {
                add(run.name(), left.run(run, second.fixed()), right.run(run, first.fixed()), outputs);
                task.advance(1);
            }
        }
    }

    private void add(
            String run,
            SequencedMap<String, Tensor> expected,
            SequencedMap<String, Tensor> found,
            SequencedMap<String, Tally> outputs) {
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
            outputs.merge(entry.getKey(), Tally.of(one), Tally::plus);
        }
    }

    private static Table table(SequencedMap<String, Tally> outputs) {
        var table = new Table("output", "cosine", "SQNR", "largest difference", "worst cosine", "worst SQNR");
        outputs.forEach((name, found) -> table.row(
                name,
                String.format("%.6f", found.cosine()),
                String.format("%.1f dB", found.sqnr()),
                String.format("%.3g", found.largest()),
                String.format("%.6f", found.worstCosine()),
                String.format("%.1f dB", found.worstSqnr())));
        return table;
    }

    private Map<String, Object> json(int count, SequencedMap<String, Tally> outputs) {
        List<Map<String, Object>> list = new ArrayList<>();
        outputs.forEach((name, found) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", name);
            entry.put("cosine", found.cosine());
            entry.put("sqnr_db", found.sqnr());
            entry.put("largest_difference", found.largest());
            entry.put("worst_cosine", found.worstCosine());
            entry.put("worst_sqnr_db", found.worstSqnr());
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
